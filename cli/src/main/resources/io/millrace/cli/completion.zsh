#compdef millrace
# zsh completion of millrace: source <(millrace completion zsh), after compinit
_millrace() {
    local -a found
    found=(${(f)"$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)"})
    if (( ${#found} )); then
        compadd -a found
    else
        _files
    fi
}
compdef _millrace millrace
