/** How a page looks: light or dark as the system is, on a phone, and on paper. */

export const style = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --back: #fff; --panel: #f6f8fa;
  --line: #d1d9e0; --link: #0550ae; --bad: #b3151f; --badback: #ffebe9; --warn: #7a4b00; --warnback: #fff5d6;
  --good: #116329; --goodback: #dafbe1 }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9ea7b1; --back: #0d1117;
  --panel: #161b22; --line: #30363d; --link: #79b8ff; --bad: #ff8e86; --badback: #3a1618; --warn: #e8b64c;
  --warnback: #33270b; --good: #63d37d; --goodback: #10301b } }
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back);
  max-width: 75rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
a { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px } summary:focus-visible { outline-offset: -3px }
h1, h2, h3, h4 { line-height: 1.25; margin: 0 }
h1 { font-size: 1.25rem; font-weight: 600 }
h2 { font-size: 1.2rem; margin: 2rem 0 .75rem }
h3 { font-size: 1rem; display: inline }
h4 { font-size: 1rem; font-family: ui-monospace, monospace; font-weight: 600 }
p { margin: .5rem 0 }
header { border: 1px solid var(--line); border-left-width: .5rem; border-radius: .4rem; padding: .75rem 1rem }
header.PASSED { border-color: var(--good); background: var(--goodback) }
header.FAILED { border-color: var(--bad); background: var(--badback) }
header.INCOMPLETE { border-color: var(--warn); background: var(--warnback) }
.warning { font-weight: 600 } .warning::before { content: '! ' }
.verdict { font-size: 1.1rem; margin: 0 0 .25rem } .verdict strong { font-size: 1.5rem; margin-right: .5rem }
.PASSED .verdict strong { color: var(--good) } .FAILED .verdict strong { color: var(--bad) }
.INCOMPLETE .verdict strong { color: var(--warn) }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .5rem 0 0 }
header a { color: inherit } .when { margin: .1rem 0 0; font-size: .9rem }
.quick { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: center; margin-top: .75rem }
.quick ul { gap: .35rem; margin: 0 } .quick a { display: block; padding: .1rem .6rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--back); color: var(--text); text-decoration: none }
.quick a:hover { text-decoration: underline } .quick form { gap: .35rem; flex-wrap: nowrap } .quick input { min-width: 0 }
summary { cursor: pointer; padding: .5rem .75rem }
.cause, .group { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; background: var(--panel) }
.cause > :not(summary) { margin: .5rem 1rem .75rem } .cause[open] > summary { border-bottom: 1px solid var(--line) }
.sign { font-weight: 700 } .bad > summary .sign, td a.bad, .bad th { color: var(--bad) }
.warn > summary .sign, td a.warn, .warn th { color: var(--warn) } .good > summary .sign, td a.good { color: var(--good) }
.tag { border: 1px solid; border-radius: 1rem; padding: 0 .5rem; font-size: .85rem; color: var(--soft); white-space: nowrap }
.bad .tag { color: var(--bad) } .count { color: var(--soft) } .gist { display: block; margin-left: 1.9rem }
summary .gist.count { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden }
.example { border-left: 3px solid var(--line); padding-left: 1rem }
dl { margin: .5rem 0 } dl > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .25rem 1rem; margin: .35rem 0 }
dt { color: var(--soft) } dd { margin: 0; min-width: 0 }
pre { font: .85rem/1.45 ui-monospace, monospace; white-space: pre-wrap; margin: 0; padding: .5rem .75rem;
  background: var(--back); border: 1px solid var(--line); border-radius: .3rem }
button, select, input { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--soft);
  border-radius: .3rem; padding: .25rem .6rem; max-width: 100% }
button { cursor: pointer } .copy { font-size: .85rem }
dd:has(> pre + .copy) { display: flex; gap: .5rem; align-items: start } dd > pre { flex: 1; min-width: 0 } html:not(.js) .copy { display: none }
.links { font-size: .95rem } .legend { color: var(--soft); font-size: .9rem } .legend span span { color: var(--text) }
.legend > span { margin-right: .75rem; white-space: nowrap }
.scrolled { overflow-x: auto; max-width: 100% }
table { border-collapse: collapse } caption { text-align: left; color: var(--soft); padding: .25rem 0 }
th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top }
th { font-weight: 500; overflow-wrap: normal }
.matrix { font-size: .875rem } .matrix td { padding: 0; text-align: center; white-space: nowrap }
.matrix td a { display: block; padding: .25rem .45rem; text-decoration: none; color: var(--soft) }
.matrix td a:hover { text-decoration: underline } .matrix td a .sign { margin-right: .2rem }
.matrix td a.bad { color: var(--bad) } .matrix td:has(.bad) { background: var(--badback) }
.matrix td a.warn { color: var(--warn) } .matrix td:has(.warn) { background: var(--warnback) }
.matrix td a.good { color: var(--good) }
.matrix thead th { vertical-align: bottom; white-space: nowrap }
.matrix thead th span { writing-mode: vertical-rl; transform: rotate(180deg) }
.matrix tbody th { position: sticky; left: 0; background: var(--back); white-space: nowrap }
.others { width: 100% } .others th { white-space: nowrap } .others td:last-child { white-space: nowrap }
form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center } form[hidden] { display: none }
label { color: var(--soft) } select { max-width: 16rem }
.group > ol { list-style: none; margin: 0; padding: 0 } .group > button { margin: .5rem .75rem }
.result { border-top: 1px solid var(--line); background: var(--back); content-visibility: auto; contain-intrinsic-size: auto 2.5rem }
.result > summary { padding: .35rem .75rem; font-size: .95rem } .result > :not(summary) { margin: .25rem 1rem .75rem }
.result > summary code { font-weight: 600; font-size: .875rem } .result .line { color: var(--soft) }
.result.target > summary { background: var(--warnback) }

.unseen { position: absolute;  width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .5rem }
@media (max-width: 40rem) { .others .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .others th, .others td:last-child { white-space: normal !important } body { padding: .5rem; font-size: 15px } header { padding: .5rem .75rem }
  dl > div { grid-template-columns: minmax(0, 1fr); gap: 0 } .cause > :not(summary) { margin-left: .6rem; margin-right: .6rem }
  summary .gist.count { -webkit-line-clamp: 2 } .example { padding-left: .5rem } .gist { margin-left: 0 } label { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); align-items: center; width: 100% } select { max-width: none }
  .matrix tbody th { max-width: 9.5rem; overflow: hidden; text-overflow: ellipsis; font-size: .8rem; white-space: normal; overflow-wrap: anywhere } }
@media print { summary .gist.count { display: block } body { max-width: none; padding: 0; font-size: 10pt } nav, form, button, #list, #count, #results { display: none }
  .cause::details-content { content-visibility: visible; block-size: auto } .cause, tr { break-inside: avoid }
  .scrolled { overflow: visible } a { color: inherit; text-decoration: none } }
`;
