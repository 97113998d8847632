/** How all pages look, from a phone's width up. */
export const style = `
:root { --ink: #14282e; --soft: #54676d; --line: #d5dfe1; --ground: #f3f7f7; --card: #fff;
  --accent: #0b6b78; --danger: #b3261e; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; }
[hidden] { display: none !important; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem;
  padding: .5rem max(1rem, calc(50vw - 27rem)); background: var(--card);
  border-bottom: 1px solid var(--line); }
.brand { font-size: 1.25rem; font-weight: 700; text-decoration: none; color: var(--accent); }
nav { display: flex; flex-wrap: wrap; flex: 1; align-items: center; gap: .25rem 1.25rem; }
header a { padding: .6rem 0; }
header form { display: flex; align-items: center; gap: .75rem; margin-left: auto; min-width: 0; }
button { flex: none; }
.who { color: var(--soft); overflow-wrap: anywhere; }
main { max-width: 56rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2rem 0 .75rem; }
a { color: var(--accent); }
p { margin: .5rem 0; overflow-wrap: anywhere; }
small { color: var(--soft); font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
.narrow { max-width: 28rem; }
form.card { display: grid; gap: 1rem; }
.field { display: grid; gap: .25rem; }
label { font-weight: 600; }
.tick { display: flex; align-items: center; gap: .75rem; }
input, select, textarea { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit;
  font-weight: 400; color: inherit; background: #fff; border: 1px solid #8fa3a8;
  border-radius: .5rem; }
input[type=checkbox] { flex: none; width: 1.5rem; min-height: 1.5rem; }
button, .button { display: inline-block; min-height: 2.75rem; padding: .55rem 1.25rem;
  font: inherit; font-weight: 600; color: #fff; background: var(--accent);
  border: 1px solid transparent; border-radius: .5rem; text-decoration: none; cursor: pointer; }
button.quiet { color: var(--accent); background: none; border-color: var(--line); }
button.danger { background: var(--danger); }
:focus-visible { outline: 3px solid #f2b01e; outline-offset: 2px; }
.alert { padding: .75rem 1rem; color: var(--danger); background: #fdeceb; border-radius: .5rem; }
.list { list-style: none; margin: 0; padding: 0; }
.list a { display: inline-block; padding: .25rem 0; font-weight: 600; }
.replay { display: flex; gap: 1rem; align-items: flex-start; }
.replay > div:last-child { min-width: 0; }
.replay img, .no-picture { flex: none; width: 8rem; height: 6rem; object-fit: cover;
  border-radius: .5rem; background: #0d3b45; }
.no-picture { display: grid; place-items: center; color: #cfe3e6; font-size: .875rem; }
.pages { justify-content: space-between; padding: .5rem 0; color: var(--soft); }
.pages a { padding: .6rem 0; }
dl { display: grid; grid-template-columns: minmax(6rem, 9rem) 1fr; gap: .5rem 1rem; }
dt { color: var(--soft); }
dd { margin: 0; white-space: pre-line; }
video { display: block; width: 100%; max-height: 70vh; border-radius: .5rem;
  background: #0d3b45; }
summary { padding: .6rem 0; cursor: pointer; font-weight: 600; }
pre { white-space: pre-wrap; font: inherit; margin: 0; }
output { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.stage { display: grid; place-items: center; gap: .5rem; min-height: 14rem; padding: 1rem;
  color: #fff; background: #0d3b45; border-radius: .5rem; text-align: center; }
.stage video { max-width: 32rem; max-height: 50vh; }
.controls { display: flex; flex-wrap: wrap; justify-content: center; gap: .75rem;
  padding-top: 1rem; }
@media (max-width: 32rem) {
  header nav { order: 1; width: 100%; flex: auto; }
  .narrow button, .controls button { width: 100%; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .75rem; }
  .replay img, .no-picture { width: 5.5rem; height: 4.125rem; }
}
`;
