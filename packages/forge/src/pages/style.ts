/** The style of every page: one column, light and dark as the reader's system has it. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --bg: #ffffff; --panel: #f6f8fa; --text: #1f2328; --muted: #59636e;
  --line: #d1d9e0; --link: #0550ae; --focus: #0550ae;
  --open: #1a7f37; --merged: #7239c4; --closed: #b62324; --on-badge: #ffffff;
  --add-bg: #dafbe1; --add-mark: #aceebb; --del-bg: #ffebe9; --del-mark: #ffcecb;
  --warn-bg: #fff8c5; --warn-line: #9a6700;
  --button: #1a7f37; --button-text: #ffffff;
  --code-key: #0550ae; --code-word: #b3192c; --code-text: #0a3069; --code-name: #6639ba;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #0d1117; --panel: #161b22; --text: #e6edf3; --muted: #9ea7b3;
    --line: #3d444d; --link: #79b8ff; --focus: #79b8ff;
    --open: #1f7a37; --merged: #7b4fd0; --closed: #c93c37; --on-badge: #ffffff;
    --add-bg: #12261e; --add-mark: #1c4428; --del-bg: #2d1519; --del-mark: #542426;
    --warn-bg: #2b2410; --warn-line: #d4a72c;
    --button: #1f7a37; --button-text: #ffffff;
    --code-key: #79c0ff; --code-word: #ff938a; --code-text: #a5d6ff; --code-name: #d2a8ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--bg); color: var(--text); line-height: 1.5;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--bg); z-index: 1; }
.skip:focus { left: .5rem; top: .5rem; }
header, main { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; padding-top: .75rem; padding-bottom: .75rem; border-bottom: 1px solid var(--line); }
header a { text-decoration: none; }
header a:hover { text-decoration: underline; }
header .here { font-weight: 600; }
header .portal { margin-left: auto; }
main { padding-bottom: 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
.muted { color: var(--muted); }
.badge { display: inline-flex; gap: .35rem; align-items: center; padding: .1rem .7rem; border-radius: 2rem; color: var(--on-badge); font-weight: 600; font-size: .9rem; }
.badge.open { background: var(--open); } .badge.merged { background: var(--merged); } .badge.closed { background: var(--closed); }
.meta { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; margin: .25rem 0 1rem; }
code, pre, .sha { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .85em; }
code { background: var(--panel); padding: .1em .35em; border-radius: 4px; overflow-wrap: anywhere; }
pre code { padding: 0; background: none; }
.box { border: 1px solid var(--line); border-radius: 8px; margin: 1rem 0; overflow: hidden; }
.box > .body { padding: .25rem 1rem; overflow-wrap: anywhere; }
.box > .body pre { overflow-x: auto; background: var(--panel); padding: .75rem; border-radius: 6px; }
.box > .body table { border-collapse: collapse; } .box > .body td, .box > .body th { border: 1px solid var(--line); padding: .2rem .6rem; }
.note { border-left: 4px solid var(--line); background: var(--panel); padding: .75rem 1rem; margin: 1rem 0; border-radius: 4px; }
.note.warn { border-color: var(--warn-line); background: var(--warn-bg); }
.note.merged { border-color: var(--merged); }
.note p, .note ul { margin: .25rem 0; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin: 1rem 0; }
button { font: inherit; font-weight: 600; padding: .5rem 1.1rem; min-height: 2.75rem; border-radius: 6px; border: 1px solid var(--muted); background: var(--panel); color: var(--text); cursor: pointer; }
button.primary { background: var(--button); border-color: var(--button); color: var(--button-text); }
button:hover { text-decoration: underline; }
button:disabled { background: var(--panel); border-color: var(--line); color: var(--muted); cursor: not-allowed; text-decoration: none; }
.checks .state { min-width: 12rem; } .checks .passed .state > span { color: var(--open); } .checks .failed .state > span { color: var(--closed); }
.checks .meta { margin: 0; } .checks ul, .checks details { margin: .25rem 0 0; padding-left: 1.5rem; overflow-wrap: anywhere; }
.comment .head { margin: 0; padding: .4rem 1rem; background: var(--panel); border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
form.write { display: grid; gap: .4rem; max-width: 48rem; }
form.write label { font-weight: 600; }
form.write input, form.write textarea { font: inherit; padding: .5rem .7rem; border: 1px solid var(--muted); border-radius: 6px; background: var(--bg); color: var(--text); width: 100%; }
form.write button { justify-self: start; }
.choice { display: flex; gap: .5rem; margin: .5rem 0; }
.choice a { padding: .25rem .9rem; min-height: 2rem; border: 1px solid var(--line); border-radius: 6px; text-decoration: none; }
.choice a[aria-current] { background: var(--panel); border-color: var(--muted); color: var(--text); font-weight: 600; }
ul.files, ul.list { list-style: none; padding: 0; margin: .5rem 0; }
ul.files li { display: flex; gap: .75rem; padding: .15rem 0; }
ul.files .path { overflow-wrap: anywhere; flex: 1; }
ul.files .what { min-width: 5.5rem; color: var(--muted); }
ul.list > li { padding: .75rem 0; border-bottom: 1px solid var(--line); }
.file > summary { padding: .5rem 1rem; background: var(--panel); cursor: pointer; overflow-wrap: anywhere; }
.file[open] > summary { border-bottom: 1px solid var(--line); }
.file > summary h3 { display: inline; font-size: .95rem; margin: 0; font-weight: 600; }
.scroll { overflow-x: auto; }
table.diff { border-collapse: collapse; width: 100%; font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .8rem; line-height: 1.45; }
table.diff td { padding: 0 .5rem; white-space: pre; vertical-align: top; }
table.diff .n { color: var(--muted); text-align: right; user-select: none; width: 1%; }
table.diff .sign { width: 1%; font-weight: 700; text-align: center; }
table.diff .add { background: var(--add-bg); } table.diff .add .sign { background: var(--add-mark); }
table.diff .del { background: var(--del-bg); } table.diff .del .sign { background: var(--del-mark); }
table.diff .add .n, table.diff .del .n { color: var(--text); }
table.diff.split { table-layout: fixed; min-width: 56rem; }
table.diff.split td { white-space: pre-wrap; overflow-wrap: anywhere; }
table.diff.split col.n { width: 3.2rem; } table.diff.split col.sign { width: 1.8rem; }
table.diff td.add { background: var(--add-bg); } table.diff td.sign.add { background: var(--add-mark); }
table.diff td.del { background: var(--del-bg); } table.diff td.sign.del { background: var(--del-mark); }
table.diff td.none { background: var(--panel); }
table.diff .said td { white-space: normal; background: var(--warn-bg); border-left: 4px solid var(--warn-line); padding: .4rem .75rem; font-family: system-ui, sans-serif; }
.hljs-attr, .hljs-number, .hljs-literal, .hljs-property, .hljs-variable { color: var(--code-key); }
.hljs-keyword, .hljs-type, .hljs-built_in, .hljs-meta { color: var(--code-word); }
.hljs-string, .hljs-regexp, .hljs-link { color: var(--code-text); }
.hljs-title, .hljs-section, .hljs-name, .hljs-function { color: var(--code-name); }
.hljs-comment, .hljs-quote { color: var(--muted); font-style: italic; }
table.diff .add .hljs-comment, table.diff .del .hljs-comment { color: var(--text); }
table.diff .hunk td { color: var(--muted); background: var(--panel); padding-top: .2rem; padding-bottom: .2rem; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 600px) {
  header .portal { margin-left: 0; }
  table.diff .n { padding: 0 .25rem; }
  .actions form, .actions button { width: 100%; }
}
`;
