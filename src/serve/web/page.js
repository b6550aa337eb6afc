// What the pages gain with JavaScript; without it all can be read and judged too. No library, no request to anywhere else.

document.documentElement.classList.add('js');
const $ = (q, e = document) => e.querySelector(q);
const $$ = (q, e = document) => [...e.querySelectorAll(q)];
const typing = (e) => e.target.closest('input, textarea, select, [contenteditable]');

// ---- keys: the same on every page
const go = { o: '/', t: '/timeline', m: '/map', f: '/figures', d: '/disputes', s: '/statements', r: '/review', e: '/events' };
let after = '';
let here = -1;

function step(by) {
  const items = $$('.facts > li, .margin > li');
  if (!items.length) return;
  items[here]?.classList.remove('here');
  here = Math.max(0, Math.min(items.length - 1, here + by));
  items[here].classList.add('here');
  items[here].scrollIntoView({ block: 'nearest' });
  $('a.to', items[here])?.focus({ preventScroll: true });
}

document.addEventListener('keydown', (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (typing(e)) {
    if (e.key === 'Escape') e.target.blur();
    return;
  }
  if (after === 'g' && go[e.key]) {
    location.href = go[e.key];
    return;
  }
  after = e.key;
  if (e.key === '/') {
    e.preventDefault();
    $('.find input').focus();
    return;
  }
  const own = $(`[data-key="${CSS.escape(e.key)}"]`); // a button, a link or a part of this page that names the key
  if (own && e.key.length === 1) {
    e.preventDefault();
    if (own.tagName === 'DETAILS') {
      own.open = true;
      $('select, input:not([type=hidden])', own)?.focus();
    } else own.click();
    return;
  }
  if (e.key === 'j') step(1);
  if (e.key === 'k') step(-1);
});

// ---- who judges: said once, kept in this browser, the same in all forms
const names = $$('input[name=who]:not([type=hidden])');
for (const name of names) {
  name.value = localStorage.getItem('who') || name.value;
  name.addEventListener('input', () => {
    localStorage.setItem('who', name.value);
    for (const other of names) other.value = name.value;
  });
}

// ---- the reader: words and their findings light up together
const reader = $('.reader');
if (reader) {
  const byId = new Map();
  for (const e of $$('[data-f]', reader))
    for (const id of e.dataset.f.split(' ')) byId.set(id, [...(byId.get(id) ?? []), e]);
  const light = (e, on) => {
    const at = e.target.closest?.('[data-f]');
    if (!at) return;
    for (const id of at.dataset.f.split(' ')) for (const x of byId.get(id) ?? []) x.classList.toggle('on', on);
  };
  for (const [kind, on] of [['mouseover', true], ['mouseout', false], ['focusin', true], ['focusout', false]])
    reader.addEventListener(kind, (e) => light(e, on));
  const words = byId.get(location.hash.slice(1))?.find((x) => x.matches('a.m'));
  words?.scrollIntoView({ block: 'center' });
}

// ---- the timeline: draw across bars to choose their days
const bars = $('svg.bars[data-from]');
if (bars && location.pathname === '/timeline') {
  const left = +bars.dataset.left, wide = 960, n = +bars.dataset.n;
  const day = 86400000, from = Date.parse(bars.dataset.from), to = Date.parse(bars.dataset.to) + day;
  const iso = (x) => new Date(x).toISOString().slice(0, 10);
  const at = (e) => {
    const box = bars.getBoundingClientRect();
    return Math.max(0, Math.min(1, (((e.clientX - box.left) / box.width) * wide - left) / (wide - left)));
  };
  let start = null, shade = null, moved = false;
  bars.addEventListener('pointerdown', (e) => {
    if (e.button) return;
    start = at(e);
    moved = false;
  });
  bars.addEventListener('pointermove', (e) => {
    if (start === null) return;
    const now = at(e), a = Math.min(start, now), b = Math.max(start, now);
    if (b - a < 0.008 && !shade) return;
    moved = true;
    if (!shade) {
      shade = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      shade.setAttribute('class', 'draw');
      shade.setAttribute('y', 0);
      shade.setAttribute('height', '100%');
      bars.append(shade);
      bars.setPointerCapture(e.pointerId);
    }
    shade.setAttribute('x', left + a * (wide - left));
    shade.setAttribute('width', (b - a) * (wide - left));
  });
  bars.addEventListener('pointerup', (e) => {
    if (start === null) return;
    const now = at(e), a = Math.min(start, now), b = Math.max(start, now);
    start = null;
    if (!moved) return;
    const snap = (x) => Math.round(x * n) / n;
    const first = from + Math.floor(snap(a) * (to - from)), last = from + Math.max(0, Math.floor(snap(b) * (to - from)) - day);
    const q = new URLSearchParams(location.search);
    q.set('since', iso(first));
    q.set('until', iso(Math.max(first, last)));
    q.delete('page');
    location.search = q;
  });
  bars.addEventListener('dragstart', (e) => e.preventDefault());
  bars.addEventListener('click', (e) => moved && e.preventDefault(), true);
}

// ---- adding: drop files, see each one's outcome
const add = $('form.add');
if (add) {
  const zone = $('.drop', add), list = $$('.progress').at(-1);
  const send = async (files) => {
    for (const file of files) {
      const line = document.createElement('li');
      line.textContent = `${file.name}: being read …`;
      list.append(line);
      const form = new FormData();
      form.set('token', $('input[name=token]', add).value);
      for (const k of ['publisher', 'published']) form.set(k, $(`[name=${k}]`, add).value);
      form.set('file', file);
      try {
        const page = new DOMParser().parseFromString(await (await fetch('/add', { method: 'POST', body: form })).text(), 'text/html');
        const said = page.querySelector('.progress li') ?? page.querySelector('.lead');
        line.textContent = said ? said.textContent : `${file.name}: no answer`;
        line.className = said?.className ?? 'bad';
      } catch (err) {
        line.textContent = `${file.name}: ${err.message}`;
        line.className = 'bad';
      }
    }
  };
  for (const kind of ['dragenter', 'dragover'])
    zone.addEventListener(kind, (e) => {
      e.preventDefault();
      zone.classList.add('over-it');
    });
  zone.addEventListener('dragleave', () => zone.classList.remove('over-it'));
  zone.addEventListener('drop', (e) => {
    e.preventDefault();
    zone.classList.remove('over-it');
    send(e.dataTransfer.files);
  });
}

// ---- the record grows while a page is open
const live = $('.live');
if (live && !add && location.pathname !== '/review') {
  const news = new EventSource('/api/v1/changes');
  news.addEventListener('change', () => {
    live.innerHTML = '';
    const link = document.createElement('a');
    link.href = location.href;
    link.textContent = 'Show it';
    live.append('The record has changed. ', link);
  });
  addEventListener('pagehide', () => news.close());
}
