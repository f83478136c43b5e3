# Starts the steps of Millrace. One launcher lives as long as its Millrace does; it reads orders from its input and
# forks a small wrapper for each step. The wrapper outlives both: it claims the attempt, runs the command, waits,
# ends what the command left behind, and records the exit code.
#
# Orders:  4 bytes length, then fields, each with 4 bytes of length before it:
#   R ticket base grace_ms leftover_ms label dir  n output...  n argument...  (name value)...     run
#   S ticket                       stop
#   W ticket pid start             watch a wrapper that an earlier launcher started
#   X ticket base pid grace_ms     end what a killed wrapper left behind
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
use strict;

my ($boot, $without) = @ARGV;
my ($EINTR, $EEXIST, $NOHANG) = (4, 17, 1);
my ($arch) = do { require Config; $Config::Config{archname} =~ /^(x86_64|aarch64)-linux/ };
my %call = !$arch ? ()
    : $arch eq 'x86_64' ? (prctl => 157, setsid => 112, exit => 231, fsync => 74, pidfd => 434)
    : (prctl => 167, setsid => 157, exit => 94, fsync => 82, pidfd => 434);
require POSIX if !%call;
delete @call{split /,/, $without} if defined $without;
my $linux = -r '/proc/self/stat';

$^F = 2;
open(my $reports, '>&', \*STDOUT) or die "cannot keep the output: $!\n";
open(my $orders, '<&', \*STDIN) or die "cannot keep the input: $!\n";
open(STDIN, '<', '/dev/null') && open(STDOUT, '>', '/dev/null') or die "cannot open /dev/null: $!\n";
chdir '/';
setsid();
my $launcher = $$;
# Handlers, not IGNORE: a handler is gone after exec, so that commands start with the usual behaviour.
$SIG{PIPE} = $SIG{CHLD} = sub { };
$SIG{TERM} = sub { $$ == $launcher ? leave(0) : stop_asked() };

# Of the launcher: wrappers by process and ticket, watched foreign wrappers, tickets to be stopped.
my (%ticket_of, %wrapper_of, %watched, %stopping);
# Of a wrapper.
my ($ticket, $base, $grace, $leftover, $child, $status, $stopped, $ending);

report('H ' . (subreaper() ? 1 : 0) . ' ' . (defined watch_handle($$) ? 1 : 0));
serve();
leave(0);

# ---- launcher

sub serve {
    my $buffer = '';
    while (1) {
        my $ready = '';
        vec($ready, fileno $orders, 1) = 1;
        for (values %watched) { vec($ready, $_->[3], 1) = 1 if $_->[2] }
        # The child signal ends this wait; the time limit is for a signal that came just before it.
        my $wait = %stopping ? 0.2 : %watched ? 0.5 : %ticket_of ? 1 : undef;
        my $count = select($ready, undef, undef, $wait);
        if ($count > 0 && vec($ready, fileno $orders, 1)) {
            my $read = sysread($orders, $buffer, 1 << 16, length $buffer);
            return if defined $read ? !$read : $! != $EINTR;
            take(\$buffer);
        }
        reap();
        look_at_watched($count > 0 ? $ready : '') if %watched;
        stop_again() if %stopping && !$count;
    }
}

sub take {
    my ($buffer) = @_;
    while (length $$buffer >= 4) {
        my $length = unpack 'N', $$buffer;
        return if length $$buffer < 4 + $length;
        my ($kind, @order) = unpack '(N/a*)*', substr $$buffer, 4, $length;
        substr($$buffer, 0, 4 + $length) = '';
        if ($kind eq 'R') { run(@order) }
        elsif ($kind eq 'S') { stop(@order) }
        elsif ($kind eq 'W') { watch(@order) }
        elsif ($kind eq 'X') { sweep(@order) }
        else { die "unknown order '$kind'\n" }
    }
}

sub run {
    my $pid = fork;
    if (!defined $pid) { return report("F $_[0] cannot make a process: $!") }
    if (!$pid) { wrap(@_) }
    $ticket_of{$pid} = $_[0];
    $wrapper_of{$_[0]} = $pid;
}

sub stop {
    my ($id) = @_;
    return if !$wrapper_of{$id} && !$watched{$id};
    $stopping{$id} = 1;
    ask_to_stop($id);
}

# A signal may reach a wrapper just before it waits and go unnoticed until the wait ends: so it is repeated.
sub stop_again { ask_to_stop($_) for keys %stopping }

sub ask_to_stop {
    my ($id) = @_;
    my $pid = $wrapper_of{$id};
    if (my $foreign = $watched{$id}) {
        $pid = $foreign->[0] if start_of($foreign->[0]) eq $foreign->[1];
    }
    kill $_, $pid for $pid ? qw(TERM CONT) : ();
}

sub reap {
    while ((my $pid = waitpid(-1, $NOHANG)) > 0) {
        my $id = delete $ticket_of{$pid};
        next if !defined $id;
        delete $wrapper_of{$id};
        delete $stopping{$id};
        report("G $id") if $?;
    }
}

sub watch {
    my ($id, $pid, $start) = @_;
    my $handle = watch_handle($pid);
    if (start_of($pid) ne $start) { return report("G $id") }
    $watched{$id} = [$pid, $start, $handle, $handle ? fileno $handle : undef];
    report("S $id");
}

sub look_at_watched {
    my ($ready) = @_;
    for my $id (keys %watched) {
        my ($pid, $start, $handle, $fd) = @{$watched{$id}};
        next if $handle ? !vec($ready, $fd, 1) : start_of($pid) eq $start;
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
    close $orders;
    end_all($ms, sub { marked($swept, $session) });
    report("G $id");
    leave(0);
}

# ---- wrapper

sub wrap {
    my ($dir, $label, @rest);
    ($ticket, $base, $grace, $leftover, $label, $dir, @rest) = @_;
    my @outputs = splice @rest, 0, shift @rest;
    my @command = splice @rest, 0, shift @rest;
    close $orders;
    setsid();
    $0 = "millrace step $label";
    my $adopts = subreaper();
    claim() or leave(0);
    close STDOUT;
    close STDERR;
    open(STDOUT, '>>', "$base.log") && open(STDERR, '>&', \*STDOUT)
        or not_started("cannot write the log $base.log: $!");
    remove($_) for @outputs;
    chdir $dir or not_started("cannot enter the working directory $dir: $!");
    not_started('stopped before it started') if $stopped;
    $child = fork;
    if (!defined $child) { not_started("cannot make a process: $!") }
    if (!$child) { become(\@command, \@rest) }
    chdir '/';
    report("S $ticket");
    if (waitpid($child, 0) == $child) { $status = $? }
    my $mine = $adopts ? \&descendants : \&family;
    end_all($leftover, $mine) if !nothing_left($mine);
    ended('code ' . ($status & 127 ? 128 + ($status & 127) : $status >> 8));
}

sub become {
    my ($command, $env) = @_;
    $SIG{TERM} = 'DEFAULT';
    setpgrp(0, 0);
    while (@$env) { my ($name, $value) = splice @$env, 0, 2; $ENV{$name} = $value }
    leave(143) if $stopped;
    exec { $command->[0] } @$command;
    record("void cannot run $command->[0]: $!");
    leave(127);
}

sub claim {
    return 1 if symlink("$$ " . start_of($$) . " $boot", "$base.pid");
    report($! == $EEXIST ? "C $ticket" : "F $ticket cannot write $base.pid: $!");
    return 0;
}

sub not_started {
    ended("void $_[0]");
}

sub ended {
    my $text = record($_[0], "E $ticket $_[0]");
    # Whoever listens keeps the record; with nobody there it must survive the machine too.
    report("E $ticket $text") or make_durable();
    leave(0);
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
    kill $_, $find->() for qw(TERM CONT);
    until (nothing_left($find)) {
        my $left = $forced_at - now();
        kill 'KILL', $find->() if $left <= 0;
        pause($left <= 0 ? 0.01 : $left < 0.05 ? $left : 0.05);
    }
}

sub nothing_left {
    my ($find) = @_;
    my $pid;
    while (($pid = waitpid(-1, $NOHANG)) > 0) { $status = $? if defined $child && $pid == $child }
    return 0 if !$pid;
    return $find == \&descendants || !$find->();
}

# All below this process; with a subreaper nothing escapes from there.
sub descendants {
    my ($parents) = table();
    return below($parents, $$);
}

my %family;
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
    while (1) {
        return 1 if defined syswrite $reports, "$line\n";
        return 0 if $! != $EINTR;
    }
}
