// The script of an HTML report: the list of results, made where it is looked at, its filter, the links
// into it, and the buttons that copy. What is in the report stays text: nothing here makes markup of it.
const { signs, groups, rows, results } = JSON.parse(document.querySelector('#data').textContent);
const blocksOfRow = new Map(Object.entries(rows));
const list = document.querySelector('#list');
const form = document.querySelector('#filter');
const search = document.querySelector('#find');
const count = document.querySelector('#count');
const said = document.querySelector('#said');
const names = ['verdict', 'level', 'row', 'column', 'text'].filter((name) => form.elements[name]);
const mostAtOnce = 500;
const mostOpened = 30;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function copyButton() {
  return element('button', { type: 'button', class: 'copy' }, 'Copy');
}

function blocksElement(blocks) {
  const made = blocks.map(({ label, text, href, code }) => {
    const content = element('dd', {});
    if (href !== undefined) content.append(element('a', { href }, text));
    else if (code === undefined) content.append(text);
    else content.append(element('pre', {}, text));
    if (code === 'copied') content.append(copyButton());
    return element('div', {}, element('dt', {}, label), content);
  });
  return element('dl', {}, ...made);
}

function resultElement(result) {
  const [sign, word] = signs[result.verdict];
  const level = result.level === null ? [] : [' ', element('span', { class: 'tag' }, result.level)];
  const summary = element(
    'summary',
    {},
    element('span', { class: 'sign', title: word }, sign),
    ' ',
    element('code', {}, result.id),
    ...level,
    ' ',
    element('span', { class: 'line' }, result.line),
  );
  const link = `#result-${result.anchor}`;
  const made = element('details', { class: `result ${result.tone}` }, summary);
  made.dataset.anchor = result.anchor;
  made.addEventListener('toggle', () => {
    if (!made.open || made.children.length > 1) return;
    made.append(
      element('p', {}, element('a', { href: link }, 'Link to this result')),
      blocksElement([...result.blocks, ...(blocksOfRow.get(result.row) ?? [])]),
    );
  });
  return made;
}

/** A group, whose results are made once it is opened, in portions. */
function groupElement(group, members) {
  const { verdict, title, tone } = groups[group];
  const [sign, word] = signs[verdict];
  const items = element('ol', {});
  const more = element('button', { type: 'button' });
  const made = element(
    'details',
    { class: `group ${tone}`, id: `group-${group}` },
    element(
      'summary',
      {},
      element('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      ' ',
      element('h3', {}, title === '' ? word : `${word}: ${title}`),
      ' ',
      element('span', { class: 'count' }, members.length.toLocaleString('en')),
    ),
    items,
    more,
  );
  made.fillTo = (end) => {
    const start = items.children.length;
    items.append(
      ...members.slice(start, end).map((each) => element('li', {}, resultElement(each))),
    );
    const rest = members.length - items.children.length;
    more.textContent = `Show ${Math.min(rest, mostAtOnce)} more`;
    more.hidden = rest <= 0;
  };
  made.members = members;
  more.hidden = true;
  more.addEventListener('click', () => made.fillTo(items.children.length + mostAtOnce));
  made.addEventListener('toggle', () => {
    if (made.open && items.children.length === 0) made.fillTo(mostAtOnce);
  });
  return made;
}

function matches(result, wanted) {
  return (
    ['verdict', 'level', 'row', 'column'].every(
      (name) => !wanted[name] || String(result[name]) === wanted[name],
    ) &&
    (wanted.text === '' ||
      [result.id, result.line, result.row, ...result.blocks.map(({ text }) => text)].some((text) =>
        text.toLowerCase().includes(wanted.text),
      ))
  );
}

function showList() {
  const wanted = Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
  wanted.text = wanted.text.trim().toLowerCase();
  const shown = results.filter((result) => matches(result, wanted));
  const byGroup = groups.map(() => []);
  for (const result of shown) byGroup[result.group].push(result);
  const made = byGroup.flatMap((members, group) =>
    members.length === 0 ? [] : [groupElement(group, members)],
  );
  list.replaceChildren(...made);
  const isFiltered = names.some((name) => wanted[name] !== '');
  const [few, all] = [shown.length, results.length].map((number) => number.toLocaleString('en'));
  count.textContent = isFiltered ? `${few} of ${all} results` : `${all} results`;
  if (isFiltered && shown.length <= mostOpened) for (const group of made) group.open = true;
}

function setFilter(wanted) {
  for (const name of names) form.elements[name].value = wanted.get(name) ?? '';
  showList();
}

/** Shows what the fragment of the URL names. */
function follow() {
  const hash = location.hash.slice(1);
  if (hash.startsWith('filter?')) {
    setFilter(new URLSearchParams(hash.slice('filter?'.length)));
    show(document.querySelector('#results'));
  } else if (hash.startsWith('group-')) {
    const groupOf = () => [...list.children].find(({ id }) => id === hash);
    if (groupOf() === undefined) setFilter(new Map());
    open(groupOf());
  } else if (hash.startsWith('result-')) {
    openResult(hash.slice('result-'.length));
  }
}

function openResult(anchor) {
  const result = results.find((each) => each.anchor === anchor);
  if (result === undefined) return;
  const groupOf = () =>
    [...list.children].find(({ members }) => members.some((each) => each.anchor === anchor));
  if (groupOf() === undefined) setFilter(new Map());
  const group = groupOf();
  group.open = true;
  group.fillTo(Math.max(mostAtOnce, group.members.indexOf(result) + 1));
  for (const marked of list.querySelectorAll('.target')) marked.classList.remove('target');
  const made = [...list.querySelectorAll('.result')].find(
    ({ dataset }) => dataset.anchor === anchor,
  );
  made.classList.add('target');
  open(made);
}

function open(details) {
  if (details === undefined) return;
  details.open = true;
  show(details.querySelector('summary'));
}

/** Scrolls to it, and lets the keyboard go on from there. */
function show(target) {
  if (target.tagName === 'H2') target.tabIndex = -1;
  target.scrollIntoView({ block: 'start' });
  target.focus({ preventScroll: true });
}

async function copy(button) {
  const code = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    // Pages that did not come over HTTPS have no clipboard.
    getSelection().selectAllChildren(code);
    document.execCommand('copy');
  }
  button.textContent = 'Copied';
  said.textContent = 'Copied';
  setTimeout(() => {
    button.textContent = 'Copy';
    said.textContent = '';
  }, 2000);
}

/** The search at the top is the filter by text, which is below. */
function find(event) {
  event.preventDefault();
  const hash = `#filter?${new URLSearchParams({ text: search.elements.find.value })}`;
  if (location.hash === hash) follow();
  else location.hash = hash;
}

document.documentElement.classList.add('js');
form.hidden = false;
if (search !== null) {
  search.hidden = false;
  search.addEventListener('submit', find);
}
showList();
follow();
addEventListener('hashchange', follow);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', showList);
form.addEventListener('reset', () => setTimeout(showList));
document.addEventListener('click', ({ target }) => {
  if (target.classList.contains('copy')) copy(target);
  // A link to where the page is already moves nothing by itself.
  const link = target.closest('a[href^="#"]');
  if (link !== null && link.getAttribute('href') === location.hash) follow();
});
addEventListener('beforeprint', () => {
  for (const cause of document.querySelectorAll('.cause')) cause.open = true;
});
