import { Terminal } from '../terminal';

// Each asks `lab complete` with the words typed so far, the one begun last; the
// answer is one candidate a line, for zsh and fish with a tab and what it is.
const SCRIPTS = {
  bash: `# Read it with: source <(lab completion bash)
_lab() {
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  mapfile -t COMPREPLY < <("\${COMP_WORDS[0]}" complete -- "\${words[@]}" 2>/dev/null | cut -f1)
  # what ends in = takes a value at once
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
}
complete -F _lab lab ./lab
`,
  zsh: `#compdef lab
# Read it with: source <(lab completion zsh)
_lab() {
  local -a found names
  local line
  found=("\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $found; do
    [[ -n $line ]] && names+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe lab names
}
compdef _lab lab ./lab
`,
  fish: `# Read it with: lab completion fish | source
function __lab_complete
  set -l words (commandline -opc) (commandline -ct)
  $words[1] complete -- $words[2..-1] 2>/dev/null
end
complete -c lab -f -a '(__lab_complete)'
`,
};

/** A shell that has a completion. */
export type Shell = keyof typeof SCRIPTS;

/** `lab completion`: what the shell is to read. */
export function completion(shell: Shell, terminal: Terminal): void {
  terminal.answer(SCRIPTS[shell].trimEnd());
}
