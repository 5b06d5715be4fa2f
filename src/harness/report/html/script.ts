/** What the page does: search, the choice of severities, and everything unfolded on paper. It knows the page alone. */
export const script = `
'use strict';
const filter = document.querySelector('.filter');
const groups = [...document.querySelectorAll('.group')].map((group) => ({
  group,
  was: group.open,
  findings: [...group.querySelectorAll('.finding')].map((finding) => ({
    finding,
    text: (group.querySelector('summary').textContent + ' ' + finding.textContent).toLowerCase(),
  })),
}));
function show() {
  const words = filter.querySelector('[type=search]').value.toLowerCase().split(/\\s+/).filter(Boolean);
  const chosen = new Set([...filter.querySelectorAll(':checked')].map((box) => box.value));
  let count = 0;
  let total = 0;
  for (const { group, was, findings } of groups) {
    let here = 0;
    for (const { finding, text } of findings) {
      const hit = chosen.has(group.dataset.severity) && words.every((word) => text.includes(word));
      finding.hidden = !hit;
      if (hit) here += 1;
    }
    group.hidden = here === 0;
    group.open = words.length > 0 ? here > 0 : was;
    count += here;
    total += findings.length;
  }
  filter.querySelector('[role=status]').textContent = count + ' of ' + total + ' shown';
}
if (filter) {
  filter.hidden = false;
  filter.addEventListener('input', show);
  filter.addEventListener('submit', (event) => event.preventDefault());
  show();
}
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const group = target && target.closest('.group');
  if (!group) return;
  group.open = true;
  group.hidden = target.hidden = false;
  target.scrollIntoView();
}
addEventListener('hashchange', unfold);
unfold();
const folded = [];
addEventListener('beforeprint', () => {
  const now = [...document.querySelectorAll('details:not([open])')];
  folded.push(...now);
  for (const each of now) each.open = true;
});
addEventListener('afterprint', () => {
  for (const each of folded.splice(0)) each.open = false;
});
`;
