# Starts the steps of Millrace. One launcher lives as long as its Millrace does; it reads orders from its input and
# gives each step a small wrapper process of its own. The wrapper outlives both: it claims the attempt, runs the
# command, waits, ends what the command left behind, and records the exit code. Then, if its launcher still lives, it
# waits for another step, which saves half of the cost of a step: a fork. Where the system has dash, the wrapper does not
# fork for a plain command either: it keeps a dash of its own, its starter, and hands it a line for each step. Dash
# starts processes by vfork, so no page of anybody is copied, which saves most of what is left.
#
# Orders:  4 bytes length, then fields, each with 4 bytes of length before it:
#   R ticket base grace_ms leftover_ms label dir  n bond...  n output...  n argument...  (name value)...     run
#   S ticket                       stop
#   W ticket pid start base        watch a wrapper that an earlier launcher started
#   X ticket base pid grace_ms     end what a killed wrapper left behind
# A bond is what holds the step while it runs, words with tabs between them:
#   how TEXT                       what to remember of it, in base.how
#   box                            the command is a sandbox; its third argument is for the number of a pipe
#   data BYTES                     the most writable memory of each process
#   group FOLDER (file value)...   a control group to make, to set up and to join; a file with a ? may be missing
# Reports, a line each, shorter than a pipe writes at once; wrappers write theirs themselves:
#   H subreaper pidfd    ready, with what this system offers
#   S ticket             the command runs (or the watched wrapper does)
#   E ticket record      ended, nothing is left; the record is also in base.exit
#   C ticket             somebody else has claimed the attempt
#   F ticket reason      could not be claimed, nothing was started
#   G ticket             the wrapper (or what it left behind) is gone, without a word
#
# Claim and exit record are symbolic links whose target is the text: one system call makes them with their content or
# not at all, an existing one is never replaced, and a full disk has room for them longer than for anything else.
# The wish to stop is a link too, base.stop, and a signal only makes the wrapper look for it: so a late signal cannot hit
# the next step of the same wrapper. TERM, from whomever, ends the step that runs.
use strict;

my ($boot, $without) = @ARGV;
my ($EINTR, $EEXIST, $NOHANG, $SETFD, $RLIMIT_DATA) = (4, 17, 1, 2, 2);
my ($arch) = do { require Config; $Config::Config{archname} =~ /^(x86_64|aarch64)-linux/ };
my %call = !$arch ? ()
    : $arch eq 'x86_64' ? (prctl => 157, setsid => 112, exit => 231, fsync => 74, pidfd => 434, prlimit => 302)
    : (prctl => 167, setsid => 157, exit => 94, fsync => 82, pidfd => 434, prlimit => 261);
require POSIX if !%call;
# Without subreapers what a step left behind could not be told from the rest in time.
my ($dash) = $call{prctl} && -r "/proc/$$/task/$$/children" ? grep { -x } qw(/bin/dash /usr/bin/dash) : ();
$call{starter} = 1 if $dash && !grep { !is_name($_) } keys %ENV;
delete @call{split /,/, $without} if defined $without;
my $linux = -r '/proc/self/stat';

$^F = 2;
open(my $reports, '>&', \*STDOUT) or die "cannot keep the output: $!\n";
open(my $orders, '<&', \*STDIN) or die "cannot keep the input: $!\n";
open(STDIN, '<', '/dev/null') && open(STDOUT, '>', '/dev/null') or die "cannot open /dev/null: $!\n";
chdir '/';
setsid();
# Of a wrapper: the step it works on.
my ($ticket, $base, $grace, $leftover, $child, $status, $stopped, $ending);
my (%family, %worn, $self);
# Of a wrapper: what holds its step.
my ($boxed, $most_data, @groups);
# Of a wrapper: its starter, the pipes to and from it, what it said; what tells the children of both.
my ($starter, $to_starter, $from_starter, $said, $own_children, $its_children);
# Handlers, not IGNORE: a handler is gone after exec, so that commands start with the usual behaviour, even where Millrace
# was started with HUP, INT or QUIT ignored: by nohup, or by a script in the background.
$SIG{$_} = sub { } for qw(PIPE CHLD HUP INT QUIT);
$SIG{TERM} = sub { defined $base ? stop_asked() : leave(0) };
$SIG{USR1} = sub { stop_asked() if defined $base && defined readlink "$base.stop" };

# Of the launcher. Wrappers by process: the ticket they work on, the base of its files, the pipe for their orders.
my (%ticket_of, %base_of, %pipe_of, @idle);
my $most_idle = 16;
# By ticket: its wrapper; foreign wrappers that are watched; what is to be stopped.
my (%wrapper_of, %watched, %stopping);
# Wrappers tell here that they are idle.
pipe(my $idle_read, my $idle_write) or die "cannot make a pipe: $!\n";

report('H ' . (subreaper() ? 1 : 0) . ' ' . (defined watch_handle($$) ? 1 : 0));
serve();
leave(0);

# ---- launcher

sub serve {
    my $buffer = '';
    while (1) {
        my $ready = '';
        vec($ready, fileno $orders, 1) = 1;
        vec($ready, fileno $idle_read, 1) = 1;
        for (values %watched) { vec($ready, $_->[3], 1) = 1 if $_->[2] }
        # The child signal ends this wait; the time limit is for a signal that came just before it.
        my $wait = %stopping ? 0.2 : %watched ? 0.5 : %ticket_of ? 1 : undef;
        my $count = select($ready, undef, undef, $wait);
        $ready = '' if $count <= 0;
        note_idle() if vec($ready, fileno $idle_read, 1);
        if (vec($ready, fileno $orders, 1)) {
            my $read = sysread($orders, $buffer, 1 << 16, length $buffer);
            return if defined $read ? !$read : $! != $EINTR;
            while (defined(my $order = cut_order(\$buffer))) { take($order) }
        }
        reap();
        look_at_watched($ready) if %watched;
        ask_to_stop($_) for $count ? () : keys %stopping;
    }
}

# The first order in the buffer, taken out of it; undef while it is not complete.
sub cut_order {
    my ($buffer) = @_;
    return undef if length $$buffer < 4;
    my $length = 4 + unpack 'N', $$buffer;
    return undef if length $$buffer < $length;
    return substr $$buffer, 0, $length, '';
}

sub take {
    my ($order) = @_;
    my ($kind, @fields) = unpack 'x4 (N/a*)*', $order;
    if ($kind eq 'R') { run($order, @fields) }
    elsif ($kind eq 'S') { stop(@fields) }
    elsif ($kind eq 'W') { watch(@fields) }
    elsif ($kind eq 'X') { sweep(@fields) }
    else { die "unknown order '$kind'\n" }
}

sub run {
    my ($order, $id, $files) = @_;
    my $pid;
    while (@idle && !$pid) {
        my $next = pop @idle;
        $pid = $next if write_all($pipe_of{$next}, $order);
    }
    $pid ||= new_wrapper($order) or return report("F $id cannot make a process: $!");
    $ticket_of{$pid} = $id;
    $base_of{$pid} = $files;
    $wrapper_of{$id} = $pid;
}

sub new_wrapper {
    my ($order) = @_;
    pipe(my $read, my $write) or return undef;
    my $pid = fork;
    return undef if !defined $pid;
    if ($pid) { $pipe_of{$pid} = $write; return $pid }
    forget_the_launcher();
    close $write;
    work($read, $order);
}

# A wrapper must not keep open what only the launcher's end shall close.
sub forget_the_launcher {
    # Perl gives up when too many signals wait to be handled, as when a thousand children end at once.
    $SIG{CHLD} = 'DEFAULT';
    close $orders;
    close $idle_read;
    close $_ for values %pipe_of;
    (%ticket_of, %base_of, %pipe_of, %wrapper_of, %watched, %stopping, @idle) = ();
}

sub note_idle {
    sysread $idle_read, my $pids, 4096 or return;
    for my $pid (unpack 'N*', $pids) {
        release($pid);
        if (@idle < $most_idle) { push @idle, $pid } else { delete $pipe_of{$pid} }
    }
}

sub release {
    my ($pid) = @_;
    my $id = delete $ticket_of{$pid};
    return undef if !defined $id;
    delete $base_of{$pid};
    delete $wrapper_of{$id};
    delete $stopping{$id};
    return $id;
}

sub stop {
    my ($id) = @_;
    return if !$wrapper_of{$id} && !$watched{$id};
    $stopping{$id} = 1;
    ask_to_stop($id);
}

# Repeated until it is over: a signal may come just before a wrapper waits and go unnoticed until the wait ends.
sub ask_to_stop {
    my ($id) = @_;
    my $pid = $wrapper_of{$id};
    my $files = $pid && $base_of{$pid};
    if (my $foreign = $watched{$id}) {
        ($pid, $files) = start_of($foreign->[0]) eq $foreign->[1] ? @$foreign[0, 4] : ();
    }
    return if !$pid;
    symlink 'stop', "$files.stop";
    kill $_, $pid for qw(USR1 CONT);
}

sub reap {
    while ((my $pid = waitpid(-1, $NOHANG)) > 0) {
        my $known = delete $pipe_of{$pid} || $ticket_of{$pid} or next;
        @idle = grep { $_ != $pid } @idle;
        my $id = release($pid);
        report("G $id") if defined $id;
    }
}

sub watch {
    my ($id, $pid, $start, $files) = @_;
    my $handle = watch_handle($pid);
    if (start_of($pid) ne $start) { return report("G $id") }
    $watched{$id} = [$pid, $start, $handle, $handle ? fileno $handle : undef, $files];
    report("S $id");
}

# A foreign wrapper ends with its step, unless its launcher still lives: then only the exit record shows the end.
sub look_at_watched {
    my ($ready) = @_;
    for my $id (keys %watched) {
        my ($pid, $start, $handle, $fd, $files) = @{$watched{$id}};
        next if $ready ne '' ? !$handle || !vec($ready, $fd, 1)
            : !defined readlink "$files.exit" and $handle || start_of($pid) eq $start;
        delete $watched{$id};
        delete $stopping{$id};
        report("G $id");
    }
}

# Readable when the process has ended; undef where the system has no such thing.
sub watch_handle {
    my ($pid) = @_;
    return undef if !$call{pidfd};
    my $fd = syscall($call{pidfd}, $pid + 0, 0);
    return undef if $fd < 0;
    open(my $handle, '<&=', $fd) or return undef;
    return $handle;
}

sub sweep {
    my ($id, $swept, $session, $ms) = @_;
    my $pid = fork;
    if (!defined $pid) { return report("G $id") }
    if ($pid) { $ticket_of{$pid} = $id; return }
    forget_the_launcher();
    end_all($ms, sub { marked($swept, $session) });
    if ((readlink "$swept.how" || '') =~ / groups=(\S+)/) { @groups = split /:/, $1; leave_groups() }
    leave(0);
}

# ---- wrapper

sub work {
    my ($more, $order) = @_;
    setsid();
    my $adopts = subreaper();
    my $buffer = '';
    while (1) {
        my ($kind, @fields) = unpack 'x4 (N/a*)*', $order;
        eval { wrap($adopts, @fields); 1 } or ref $@ or print STDERR $@ and leave(1);
        undef $base;
        $0 = 'millrace step (idle)';
        close STDOUT;
        close STDERR;
        syswrite $idle_write, pack 'N', $$ or leave(0);
        until (defined($order = cut_order(\$buffer))) {
            my $read = sysread($more, $buffer, 1 << 16, length $buffer);
            leave(0) if defined $read ? !$read : $! != $EINTR;
        }
    }
}

# Works on one step; ends by dying with a reference.
sub wrap {
    my ($adopts, $id, $files, $label, $dir, @rest);
    ($stopped, $ending, $child, $status, %family) = (0, 0);
    ($adopts, $id, $files, $grace, $leftover, $label, $dir, @rest) = @_;
    my @bonds = splice @rest, 0, shift @rest;
    my @outputs = splice @rest, 0, shift @rest;
    my @command = splice @rest, 0, shift @rest;
    $0 = "millrace step $label";
    ($ticket, $base) = ($id, $files);
    claim();
    ($boxed, $most_data, @groups) = (0, 0);
    if (!@bonds && is_plain($dir, \@command, \@rest) && have_starter($adopts)) {
        remove($_) for @outputs;
        start_by_starter($dir, $command[2], @rest);
    }
    close STDOUT;
    close STDERR;
    open(STDOUT, '>>', "$base.log") && open(STDERR, '>&', \*STDOUT)
        or not_started("cannot write the log $base.log: $!");
    bind_by(split /\t/, $_) for @bonds;
    remove($_) for @outputs;
    chdir $dir or not_started("cannot enter the working directory $dir: $!");
    not_started('stopped before it started') if $stopped;
    wear(@rest);
    my ($told, $tell);
    if ($boxed) {
        pipe($told, $tell) && fcntl($tell, $SETFD, 0) or not_started("cannot make a pipe: $!");
        $command[2] = fileno $tell;
    }
    $child = fork;
    if (!defined $child) { not_started("cannot make a process: $!") }
    if (!$child) { become(@command) }
    close $tell if $boxed;
    chdir '/';
    report("S $ticket");
    if (waitpid($child, 0) == $child) { $status = $? }
    my $news = $boxed ? heard($told) : '';
    $family{$1} = 1 if $news =~ /"child-pid": (\d+)/;
    my $mine = $adopts ? \&descendants : \&family;
    # The inner process of a sandbox follows its command in a moment, unless there is something to end.
    for (1 .. $boxed ? 10 : 0) { last if nothing_left($mine); pause(0.0002) }
    end_all($leftover, $mine) if !nothing_left($mine);
    no_box() if $boxed && $status && !($status & 127) && $news !~ /exit-code/;
    ended('code ' . ($status & 127 ? 128 + ($status & 127) : $status >> 8));
}

# Whether the starter can run it: dash knows no other names of variables, and follows some of them itself.
sub is_plain {
    my ($dir, $command, $variables) = @_;
    return 0 if @$command != 3 || $command->[0] ne '/bin/sh' || $dir !~ m{^/};
    my $length = length $command->[2];
    for (my $i = 0; $i < @$variables; $i += 2) {
        return 0 if !is_name($variables->[$i]) || $variables->[$i] =~ /^(?:OPTIND|IFS|LINENO|PPID|PS[124]|O?L?D?PWD)$/;
        $length += 16 + length $variables->[$i + 1];
    }
    return $length < 100_000;
}

sub is_name { return $_[0] =~ /^[A-Za-z_][A-Za-z0-9_]*\z/ }

sub have_starter {
    my ($adopts) = @_;
    return 1 if $starter;
    return 0 if !$call{starter} || !$adopts;
    wear();
    # These two must not become the pipes.
    open(STDOUT, '>', '/dev/null') && open(STDERR, '>', '/dev/null') or return 0;
    pipe(my $script, $to_starter) && pipe($from_starter, my $tell) or return 0;
    my $pid = fork;
    if (defined $pid && !$pid) {
        $SIG{TERM} = 'DEFAULT';
        setpgrp(0, 0);
        open(STDIN, '<&', $script) && open(STDOUT, '>&', $tell) && open(STDERR, '>&', $tell)
            and exec { $dash } 'millrace starter', '/dev/fd/0';
        leave(127);
    }
    return 0 if !$pid;
    open($own_children, '<', "/proc/$$/task/$$/children") && open($its_children, '<', "/proc/$pid/task/$pid/children")
        or kill('KILL', $pid), waitpid($pid, 0), return 0;
    ($starter, $said) = ($pid, "=0\n");
    # Its group is that of the steps: a step that signals its group must not end it.
    write_all($to_starter, "exec </dev/null; trap : HUP INT QUIT TERM USR1 USR2 ALRM\n");
    return 1;
}

sub start_by_starter {
    my ($dir, $command, @variables) = @_;
    not_started('stopped before it started') if $stopped;
    my $line = 'cd -P ' . quoted($dir) . ' && unset OLDPWD && ';
    push @variables, 'OLDPWD', $ENV{OLDPWD} if defined $ENV{OLDPWD};
    while (my ($name, $value) = splice @variables, 0, 2) { $line .= "$name=" . quoted($value) . ' ' }
    $line .= '/bin/sh -c ' . quoted($command) . ' >>' . quoted("$base.log") . " 2>&1; echo =\$?\n";
    $said = '';
    $child = $starter;
    write_all($to_starter, $line);
    report("S $ticket");
    listen_to_starter() until starter_is_done();
    my ($code) = $said =~ /^=(\d+)$/m;
    my ($trouble) = $said =~ m{^/dev/fd/0: \d+: (.*)}m;
    end_all($leftover, \&descendants) if !nothing_left(\&descendants);
    ended("code $code") if defined $code && !defined $trouble;
    ended("unknown the shell that started it was killed from outside") if !defined $trouble;
    chdir $dir or not_started("cannot enter the working directory $dir: $!");
    chdir '/';
    open(my $log, '>>', "$base.log") or not_started("cannot write the log $base.log: $!");
    not_started("cannot be started: $trouble");
}

sub quoted {
    my ($text) = @_;
    $text =~ s/'/'\\''/g;
    return "'$text'";
}

sub listen_to_starter {
    my $count = sysread($from_starter, $said, 4096, length $said);
    return if defined $count ? $count : $! == $EINTR;
    waitpid($starter, 0);
    undef $starter;
}

sub starter_is_done { return !$starter || $said =~ /^=\d+$/m }

# Whether the starter does nothing and this process has no other child.
sub only_starter_left {
    if (!starter_is_done()) {
        my $ready = '';
        vec($ready, fileno $from_starter, 1) = 1;
        listen_to_starter() if select($ready, undef, undef, 0) > 0;
        return 0 if !starter_is_done();
    }
    return children($own_children) eq ($starter ? "$starter " : '') && (!$starter || children($its_children) eq '');
}

sub children {
    my ($handle) = @_;
    sysseek $handle, 0, 0;
    sysread $handle, my $text, 4096 or return '';
    return $text;
}

# Puts the environment of the step on, and takes that of the step before off. Here and not in the child, where each
# page that is written to has to be copied first.
sub wear {
    for (keys %worn) { defined $worn{$_} ? $ENV{$_} = $worn{$_} : delete $ENV{$_} }
    %worn = ();
    while (@_) {
        my ($name, $value) = splice @_, 0, 2;
        $worn{$name} = $ENV{$name} if !exists $worn{$name};
        $ENV{$name} = $value;
    }
}

sub become {
    $SIG{TERM} = 'DEFAULT';
    setpgrp(0, 0);
    join_bonds();
    leave(143) if $stopped;
    exec { $_[0] } @_;
    record("void cannot run $_[0]: $!");
    leave(127);
}

sub claim {
    $self = start_of($$) if !defined $self;
    return if symlink("$$ $self $boot", "$base.pid");
    report($! == $EEXIST ? "C $ticket" : "F $ticket cannot write $base.pid: $!");
    die [];
}

sub not_started {
    ended("void $_[0]");
}

sub ended {
    leave_groups() if @groups;
    my $text = record($_[0], "E $ticket $_[0]");
    # Whoever listens keeps the record; with nobody there it must survive the machine too.
    report("E $ticket $text") or make_durable();
    die [];
}

# Writes the exit record once; keeps the outcome for as long as there is no room for it.
sub record {
    my ($text, $early) = @_;
    $text = substr $text, 0, 1000;
    until (symlink $text, "$base.exit") {
        if ($! == $EEXIST) { return readlink "$base.exit" }
        my ($folder) = $base =~ m{(.*)/};
        return $text if !-d $folder;
        if (defined $early) { report($early); undef $early }
        pause(0.2);
    }
    return $text;
}

sub make_durable {
    my ($folder) = $base =~ m{(.*)/};
    open(my $handle, '<', $folder) or return;
    $call{fsync} ? syscall($call{fsync}, fileno $handle) : `sync`;
}

# Runs inside the wait for the command: that wait goes on when this returns, and finds nothing left.
sub stop_asked {
    $stopped = 1;
    return if !$child || defined $status || $ending++;
    local ($!, $?);
    end_all($grace, $call{prctl} ? \&descendants : \&family);
}

sub bind_by {
    my ($kind, @words) = @_;
    if ($kind eq 'how') { symlink $words[0], "$base.how" }
    elsif ($kind eq 'box') { $boxed = 1 }
    elsif ($kind eq 'data') { $most_data = $words[0] }
    elsif ($kind eq 'group') { make_group(@words) }
    else { not_started("unknown bond '$kind'") }
}

sub make_group {
    my ($group, @settings) = @_;
    mkdir $group or $! == $EEXIST or not_started("cannot make the control group $group: $!");
    push @groups, $group;
    while (my ($name, $value) = splice @settings, 0, 2) {
        my $optional = $name =~ s/\?$//;
        next if $optional && !-e "$group/$name";
        put("$group/$name", $value) or not_started("cannot set $group/$name to $value: $!");
    }
}

# In the process of the command: from here on it is held.
sub join_bonds {
    for (@groups) {
        next if put("$_/cgroup.procs", 0);
        record("void cannot join the control group $_: $!");
        leave(127);
    }
    return if !$most_data;
    my $limits = pack 'Q2', $most_data, $most_data;
    return if $call{prlimit} && syscall($call{prlimit}, 0, $RLIMIT_DATA, $limits, 0) == 0;
    record("void cannot limit the memory: $!");
    leave(127);
}

sub leave_groups {
    for my $group (@groups) {
        my $ended = join '', map { contents("$group/$_") } qw(memory.oom_control memory.events);
        syswrite STDOUT, "millrace: the system ended processes of this step that wanted more than its memory limit\n"
            if $ended =~ /^oom_kill [1-9]/m;
        # A process that has ended may still be on its way out of the group.
        for (1 .. 100) { last if rmdir $group or !-d $group; pause(0.01) }
    }
    @groups = ();
}

# The command never ran: the sandbox around it could not be made, and said why in the log.
sub no_box {
    not_started('stopped before it started') if $stopped;
    my @lines = split /\n/, contents("$base.log", 4096);
    my ($reason) = map { /^bwrap: (.*)/ ? $1 : () } reverse @lines;
    not_started("cannot enter the working directory $1") if defined $reason && $reason =~ /^Can't chdir to (.*)/;
    not_started('the sandbox cannot be made' . (defined $reason ? ": $reason" : ''));
}

# What is in a pipe, without waiting for more.
sub heard {
    my ($pipe) = @_;
    my $text = '';
    while (1) {
        my $ready = '';
        vec($ready, fileno $pipe, 1) = 1;
        select($ready, undef, undef, 0) > 0 or return $text;
        sysread $pipe, $text, 4096, length $text or return $text;
    }
}

# The whole of a small file, or its last bytes; empty when it cannot be read.
sub contents {
    my ($path, $last) = @_;
    open(my $file, '<', $path) or return '';
    sysseek $file, -$last, 2 if $last && -s $file > $last;
    sysread $file, my $text, $last || 65536 or return '';
    return $text;
}

sub put {
    my ($path, $text) = @_;
    open(my $file, '>', $path) or return 0;
    return defined syswrite $file, $text;
}

# Removes a file, a link or a folder with all that is in it; never what a link points to.
sub remove {
    my ($path) = @_;
    return if !lstat $path;
    if (-d _) {
        opendir(my $folder, $path) or not_started("cannot remove the old output $path: $!");
        my @names = grep { $_ ne '.' && $_ ne '..' } readdir $folder;
        closedir $folder;
        remove("$path/$_") for @names;
        rmdir $path or not_started("cannot remove the old output $path: $!");
    } else {
        unlink $path or not_started("cannot remove the old output $path: $!");
    }
}

# ---- processes

# Asks all that $find finds to end, forces them after the time, returns when none is left.
sub end_all {
    my ($ms, $find) = @_;
    my $forced_at = now() + $ms / 1000;
    my $asked = ask($find);
    my $wait = 0.001;
    until (nothing_left($find)) {
        my $left = $forced_at - now();
        if ($left <= 0) { force($find) } elsif (!$asked) { $asked = ask($find) }
        pause($left <= 0 ? 0.01 : $left < $wait ? $left : $wait);
        $wait *= 2 if $wait < 0.05;
    }
}

# The outer process of a sandbox is never asked: it has to tell the exit code. The inner one, which is process 1 in
# there, does not listen. With nobody else found the command is still to come, and is to be asked then.
sub ask {
    my ($find) = @_;
    my @found = $find->();
    @found = grep { $_ != $child } @found if $boxed;
    # What the starter is about to become the command still has the starter's handlers, and would not end.
    @found = grep { contents("/proc/$_/cmdline") !~ /^millrace starter\0/ } @found if $starter;
    kill $_, @found for qw(TERM CONT);
    kill 'CONT', $starter if $starter;
    return @found > $boxed;
}

# The end of its process 1 is the end of all in a sandbox.
sub force {
    my ($find) = @_;
    my @found = $find->();
    my @inner = $boxed ? grep { $_ != $child } @found : ();
    kill 'KILL', @inner ? @inner : @found;
}

sub nothing_left {
    my ($find) = @_;
    my $pid;
    while (($pid = waitpid(-1, $NOHANG)) > 0) {
        $status = $? if defined $child && $pid == $child;
        undef $starter if $starter && $pid == $starter;
    }
    return only_starter_left() if $starter;
    return 0 if !$pid;
    return $find == \&descendants || !$find->();
}

# All below this process; with a subreaper nothing escapes from there.
sub descendants {
    my ($parents) = table();
    return grep { !$starter || $_ != $starter } below($parents, $$);
}

# Where orphans escape to process 1: the process group of the command, and all that was ever seen below it.
sub family {
    my ($parents, $groups) = table();
    my %now = map { $_ => 1 } below($parents, $$, grep { $parents->{$_} } keys %family);
    $now{$_} = 1 for grep { $groups->{$_} == $child } keys %$groups;
    $now{$_} = 1 for grep { $parents->{$_} } keys %family;
    delete $now{$$};
    %family = %now;
    return keys %now;
}

# What a killed wrapper left behind: its session, and all that carry the mark of the attempt in their environment.
sub marked {
    my ($swept, $session) = @_;
    my ($parents, $groups, $sessions) = table();
    my @found = grep {
        $_ != $$ && ($sessions->{$_} == $session || index(environment($_), "\0MILLRACE_ATTEMPT=$swept\0") >= 0)
    } keys %$parents;
    my %all = map { $_ => 1 } @found, below($parents, @found);
    delete $all{$$};
    return keys %all;
}

sub environment {
    my ($pid) = @_;
    open(my $file, '<', "/proc/$pid/environ") or return '';
    local $/;
    return "\0" . readline($file) . "\0";
}

sub below {
    my ($parents, @roots) = @_;
    my %children;
    push @{$children{$parents->{$_}}}, $_ for keys %$parents;
    my @found;
    while (@roots) {
        my @next = map { @{delete $children{$_} || []} } @roots;
        push @found, @next;
        @roots = @next;
    }
    return @found;
}

# Parent, process group and session of every process that is not a zombie.
sub table {
    my (%parents, %groups, %sessions);
    my @rows;
    if ($linux) {
        opendir(my $proc, '/proc') or return (\%parents, \%groups, \%sessions);
        for my $pid (grep { /^\d+$/ } readdir $proc) {
            my @stat = stat_of($pid) or next;
            push @rows, [$pid, @stat[1, 2, 3, 0]];
        }
    } else {
        @rows = map { [(split)[0, 1, 2, 3, 4]] } `ps -axo pid=,ppid=,pgid=,sess=,state=`;
    }
    for (@rows) {
        my ($pid, $parent, $group, $session, $state) = @$_;
        next if $state =~ /^[ZX]/;
        ($parents{$pid}, $groups{$pid}, $sessions{$pid}) = ($parent, $group, $session);
    }
    return (\%parents, \%groups, \%sessions);
}

# The fields of /proc/PID/stat from the state on; empty when there is no such process.
sub stat_of {
    my ($pid) = @_;
    open(my $file, '<', "/proc/$pid/stat") or return;
    sysread($file, my $text, 4096) or return;
    return split ' ', substr $text, rindex($text, ')') + 2;
}

# When the process began, in words that no other process with the same number has; empty when it has ended.
sub start_of {
    my ($pid) = @_;
    if ($linux) {
        my @stat = stat_of($pid);
        return @stat && $stat[0] !~ /[ZX]/ ? $stat[19] : '';
    }
    my ($state, @start) = split ' ', `ps -o state=,lstart= -p $pid`;
    return defined $state && $state !~ /^Z/ ? join('_', @start) : '';
}

# ---- system

sub subreaper { return $call{prctl} && syscall($call{prctl}, 36, 1, 0, 0, 0) == 0 }
sub setsid { return $call{setsid} ? syscall($call{setsid}) : POSIX::setsid() }
sub leave { $call{exit} ? syscall($call{exit}, $_[0]) : POSIX::_exit($_[0]) }
sub pause { select undef, undef, undef, $_[0] }

sub now {
    return time if !$linux;
    open(my $file, '<', '/proc/uptime') or return time;
    sysread $file, my $text, 64;
    return (split ' ', $text)[0];
}

sub report {
    my $line = substr $_[0], 0, 1500;
    $line =~ tr/\n\r/  /;
    return write_all($reports, "$line\n");
}

# False when nobody reads any more.
sub write_all {
    my ($handle, $bytes) = @_;
    for (my $done = 0; $done < length $bytes;) {
        my $count = syswrite $handle, $bytes, length($bytes) - $done, $done;
        if (defined $count) { $done += $count }
        elsif ($! != $EINTR) { return 0 }
    }
    return 1;
}
