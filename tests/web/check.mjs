// The page in a browser: every view, keys, drop, links, no JavaScript, dark, phone; axe-core on each; pictures of each.
// usage: node check.mjs ATTEST DB SCREENS   (DB: a record made by run.sh; SCREENS: folder for pictures, or "" for none)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.env.AT_NODE_MODULES + '/x.js');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [program, db, screens] = process.argv.slice(2);

const serve = spawn(program, ['serve', `--db=${db}`, '--who=ana'], { stdio: ['ignore', 'pipe', 'ignore'] });
const base = (await once(serve.stdout, 'data'))[0].toString().trim().replace(/\/$/, '');
const browser = await chromium.launch({ executablePath: process.env.AT_CHROMIUM, args: ['--no-sandbox'] });

let failed = 0, done = 0;
const check = (ok, what) => {
  done++;
  if (ok) return;
  failed++;
  console.log(`FAILED ${what}`);
};
const api = async (path) => (await fetch(base + '/api/v1/' + path)).json();

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, bypassCSP: false, ...options });
  const page = await context.newPage();
  page.on('console', (m) => m.type() === 'error' && check(false, `console on ${page.url()}: ${m.text()}`));
  page.on('pageerror', (e) => check(false, `script on ${page.url()}: ${e.message}`));
  page.on('request', (r) => check(r.url().startsWith(base) || r.url().startsWith('data:'), `request to ${r.url()}`));
  return page;
}

// axe runs in a context whose policy lets it be loaded; the page itself is the same
async function violations(path, options) {
  const page = await open({ bypassCSP: true, ...options });
  await page.goto(base + path);
  await page.addScriptTag({ content: axe });
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  for (const v of found.violations)
    check(false, `axe ${path} ${JSON.stringify(options ?? {})}: ${v.id}: ${v.nodes.length} x ${v.nodes[0].html.slice(0, 140)} ${v.nodes[0].any?.[0]?.message ?? ''}`);
  check(true, path);
  await page.context().close();
}

const disputed = (await api('disputes?limit=100')).rows.find((d) => /^\d/.test(d.id)); // within one report
const finding = (await api('figures?limit=1')).rows[0];
const actor = (await api('actors?limit=1')).rows[0].name;
const place = (await api('places?limit=1')).rows[0];
const report = (disputed ?? finding).id.split(':')[0];
const incident = (await api('incidents?limit=200')).rows.sort((a, b) => b.reports - a.reports)[0].id;
const views = {
  overview: '/', timeline: '/timeline', map: '/map', figures: '/figures', disputes: '/disputes', statements: '/statements', demands: '/demands', causes: '/causes',
  framings: '/framings', incidents: '/incidents?all=1', incident: `/incident/${incident}`, silences: '/silences', actors: '/actors', actor: `/actor?name=${encodeURIComponent(actor)}`, places: '/places', events: '/events', reports: '/reports',
  country: `/?place=${place.country}`, killed: '/figures?type=killed', denials: '/disputes?type=denial', protests: '/events?type=PROTEST&order=new',
  report: `/report/${report}`, finding: `/finding/${finding.key}`, search: '/search?q=the+people', review: '/review', add: '/add', about: '/about',
};

// ---- a record of 300 reports: every view has something to show
check((await api('summary')).reports >= 300, 'the record has fewer than 300 reports');
for (const list of ['events', 'figures', 'statements', 'demands', 'causes', 'framings', 'silences', 'disputes', 'incidents', 'actors', 'places']) check((await api(list + '?limit=50')).rows.length >= 20, `hardly any ${list}`);

// ---- every view: answers, has one heading, a name in the title; nothing is wider than the window, on a phone too
const page = await open();
const phone = await open({ viewport: { width: 390, height: 844 }, isMobile: true, deviceScaleFactor: 1 });
for (const [name, path] of Object.entries(views)) {
  for (const p of [page, phone]) {
    const answer = await p.goto(base + path);
    check(answer.status() === 200, `${path}: status ${answer.status()}`);
    check((await p.locator('h1').count()) === 1, `${path}: not one h1`);
    const wide = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${path}: ${wide} px too wide at ${p.viewportSize().width}`);
  }
  if (screens) await page.screenshot({ path: `${screens}/${name}.png` });
}
if (screens) {
  await phone.goto(base + views.report);
  await phone.screenshot({ path: `${screens}/phone.png` });
  const dark = await open({ colorScheme: 'dark' });
  await dark.goto(base + '/');
  await dark.screenshot({ path: `${screens}/dark.png` });
}
for (const path of Object.values(views)) await violations(path);
for (const path of [views.overview, views.report, views.review, views.figures]) await violations(path, { colorScheme: 'dark' });

// ---- links: those of the overview, a report and a finding lead somewhere
const seen = new Set();
for (const from of [views.overview, views.report, views.finding, views.disputes]) {
  await page.goto(base + from);
  for (const href of await page.$$eval('a[href]', (all) => all.map((a) => new URL(a.getAttribute('href'), document.baseURI).href)))
    if (href.startsWith(base) && !seen.has(href.split('#')[0])) {
      seen.add(href.split('#')[0]);
      const r = await fetch(href, { headers: { 'sec-fetch-site': 'same-origin' } });
      check(r.ok, `${from} links to ${href}: ${r.status}`);
      await r.body?.cancel();
    }
}
check(seen.size > 60, `only ${seen.size} links`);

// ---- disputes within reports and across them; a search finds what means the like
await page.goto(base + '/disputes');
check((await page.locator('article.dispute').count()) === 30, 'no page full of disputes');
const told = await page.locator('.dispute h2').allTextContents();
check(told.some((t) => t.includes('across reports')) || (await (await fetch(base + '/disputes?page=1')).text()).includes('across reports'), 'no dispute across reports');
for (const side of ['.sides .side:nth-child(1)', '.sides .side:nth-child(2)']) check((await page.locator(side).count()) > 0, `no ${side}`);
await page.goto(base + '/search?q=telephone+and+internet+lines+were+cut+by+the+authorities');
check((await page.locator('.near > li').count()) > 3, 'nothing near in meaning');
check((await page.locator('.near').textContent()).includes('telephone'), 'what is near in meaning is not');

// ---- two clicks from a number to its words
await page.goto(base + '/figures');
await page.locator('td.count a').first().click();
check((await page.locator('mark.words').count()) > 0, 'a figure does not lead to its words');

// ---- the reader: words and findings light up together, a link to a finding shows it
await page.goto(base + views.report);
const mark = page.locator('a.m').first();
await mark.hover();
const id = (await mark.getAttribute('data-f')).split(' ').at(-1);
check((await page.locator(`.margin > li[data-f="${id}"].on`).count()) === 1, 'hovering words does not light their finding');
await mark.click();
check(new URL(page.url()).hash === (await mark.getAttribute('href')), 'words do not link to their finding');

// ---- the timeline: drawing across bars chooses days
await page.goto(base + '/timeline');
const box = await page.locator('svg.bars').boundingBox();
await page.mouse.move(box.x + box.width * 0.5, box.y + 60);
await page.mouse.down();
await page.mouse.move(box.x + box.width * 0.7, box.y + 60, { steps: 5 });
await page.mouse.move(box.x + box.width * 0.95, box.y + 60, { steps: 5 });
await Promise.all([page.waitForURL(/since=/), page.mouse.up()]);
check(/since=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d/.test(page.url()), `drawing led to ${page.url()}`);

// ---- review by keyboard: accept, reject, undo, skip, correct
const judged = async () => (await api('summary')).judgements;
const before = await judged();
await page.goto(base + '/review');
for (const [key, verdict] of [['a', 'accept'], ['r', 'reject'], ['u', 'undo']]) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  check((await page.locator('.log li .verdict').first().textContent()) === verdict, `${key} does not ${verdict}`);
}
check((await judged()) === before + 3, `${(await judged()) - before} judgements, wanted 3`);
check((await page.locator('.log li').first().textContent()).includes('ana'), 'who judged is not shown');
await Promise.all([page.waitForNavigation(), page.keyboard.press('j')]);
check(page.url().includes('skip=1'), 'j does not go on');
await Promise.all([page.waitForNavigation(), page.keyboard.press('k')]);
await page.keyboard.press('c');
check(await page.evaluate(() => document.activeElement.name === 'field'), 'c does not lead to the fields');
await page.selectOption('select[name=field]', 'stance');
await page.fill('input[name=value]', 'alleged');
await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
const last = await page.locator('.log li .verdict').first().textContent();
check(last === 'correct', `Enter in the field did ${last}`);
await page.goto(base + '/');
await page.keyboard.press('/');
check(await page.evaluate(() => document.activeElement.name === 'q'), '/ does not search');
await page.keyboard.press('Escape');
await page.keyboard.press('g');
await Promise.all([page.waitForURL(/timeline/), page.keyboard.press('t')]);

// ---- adding: a file that is dropped, text that is pasted; a page that is open hears of it
const listener = await open();
await listener.goto(base + '/');
await page.goto(base + '/add');
const reports = (await api('summary')).reports;
const drop = await page.evaluateHandle(() => {
  const t = new DataTransfer();
  t.items.add(new File(['BAMAKO, 3 May 2021 - Police shot dead three protesters in Bamako on Monday, the health ministry said.\n'], 'dropped.txt', { type: 'text/plain' }));
  return t;
});
await page.dispatchEvent('.drop', 'drop', { dataTransfer: drop });
await page.waitForFunction(() => /1 added/.test(document.querySelector('.progress li')?.textContent ?? ''), null, { timeout: 60000 });
await page.fill('textarea', 'Rebels killed at least 12 soldiers near Gao, the army said on Tuesday.');
await page.fill('input[name=name]', 'pasted by hand');
await page.fill('input[name=published]', '2021-05-05');
await Promise.all([page.waitForNavigation(), page.click('form.add button.yes')]);
check((await page.locator('.progress').first().textContent()).includes('1 added'), 'pasted text was not added');
check((await api('summary')).reports === reports + 2, 'the record did not grow by two');
await listener.waitForFunction(() => document.querySelector('.live').textContent.includes('changed'), null, { timeout: 20000 }).catch(() => check(false, 'an open page hears nothing of changes'));

// ---- without JavaScript: reading and judging
const plain = await open({ javaScriptEnabled: false });
for (const path of Object.values(views)) check((await plain.goto(base + path)).ok(), `${path} without JavaScript`);
await plain.goto(base + '/review');
await Promise.all([plain.waitForNavigation(), plain.click('button[value=accept]')]);
check((await plain.locator('.log .verdict').first().textContent()) === 'accept', 'judging needs JavaScript');

console.log(`${done} checks of the page, ${failed} failed`);
await browser.close();
serve.kill();
process.exit(failed ? 1 : 0);
