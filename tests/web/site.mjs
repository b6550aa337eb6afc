// The folder that `attest export html` writes: every link in it leads somewhere in it; opened from the disk it needs no server and no
// JavaScript, asks nothing of anybody, and axe-core finds nothing. usage: node site.mjs FOLDER SCREENS
import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.env.AT_NODE_MODULES + '/x.js');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const root = resolve(process.argv[2]);
const screens = process.argv[3];

let failed = 0, done = 0;
const check = (ok, what) => {
  done++;
  if (ok) return;
  failed++;
  if (failed < 40) console.log(`FAILED ${what}`);
};

// ---- every link of every file
const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath ?? e.path, e.name));
const pages = files.filter((f) => f.endsWith('.html'));
const html = new Map(pages.map((f) => [f, readFileSync(f, 'utf8')]));
const ids = new Map(pages.map((f) => [f, new Set([...html.get(f).matchAll(/ id="?([^" >]+)/g)].map((m) => m[1]))]));
const plain = (s) => s.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');
let links = 0;
for (const [file, text] of html) {
  check(!/<script|<form|javascript:|src=/i.test(text.replace(/<meta[^>]*>/g, '')), `${relative(root, file)} holds a script, a form or something from elsewhere`);
  for (const [, raw] of text.matchAll(/ href="([^"]*)"/g)) {
    links++;
    const [path, fragment] = plain(raw).split('#');
    if (/^https?:/.test(raw)) continue;
    const to = path ? resolve(dirname(file), path) : file;
    check(!path.startsWith('/') && to.startsWith(root) && existsSync(to), `${relative(root, file)} links to ${raw}, which is not there`);
    if (fragment && ids.has(to)) check(ids.get(to).has(fragment), `${relative(root, file)} links to ${raw}, which has no such place`);
  }
}

// ---- opened from the disk
const browser = await chromium.launch({ executablePath: process.env.AT_CHROMIUM, args: ['--no-sandbox'] });
const url = (name) => pathToFileURL(join(root, name)).href;
async function open(options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.on('console', (m) => m.type() === 'error' && check(false, `console on ${page.url()}: ${m.text()}`));
  page.on('request', (r) => check(r.url().startsWith('file://' + root) || r.url().startsWith('data:'), `request to ${r.url()}`));
  return page;
}
const first = (folder) => readdirSync(join(root, folder)).filter((f) => f.endsWith('.html')).slice(0, 1).map((f) => `${folder}/${f}`);
const views = ['index', 'timeline', 'map', 'figures', 'disputes', 'statements', 'demands', 'causes', 'framings', 'silences', 'actors', 'places', 'incidents', 'events', 'reports', 'about']
  .map((v) => v + '.html').concat(...['report', 'incident', 'actor', 'events', 'index'].map(first));
const page = await open({ javaScriptEnabled: false });
const phone = await open({ viewport: { width: 390, height: 844 }, isMobile: true });
for (const view of views) {
  await page.goto(url(view));
  check((await page.locator('h1').count()) === 1, `${view}: not one h1`);
  check((await page.evaluate(() => getComputedStyle(document.body).fontFamily)).includes('Inter'), `${view}: no style`);
  if (screens && ['index.html', 'report'].some((v) => view.startsWith(v))) await page.screenshot({ path: `${screens}/folder-${view.split('/')[0].replace('.html', '')}.png` });
  await phone.goto(url(view));
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wide <= 0, `${view}: ${wide} px too wide on a phone`);
}
for (const scheme of ['light', 'dark'])
  for (const view of views) {
    const p = await open({ bypassCSP: true, colorScheme: scheme });
    await p.goto(url(view));
    await p.addScriptTag({ content: axe });
    const found = await p.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
    for (const v of found.violations) check(false, `axe ${scheme} ${view}: ${v.id}: ${v.nodes.length} x ${v.nodes[0].html.slice(0, 140)}`);
    check(true, view);
    await p.context().close();
  }

// ---- two clicks: a number, its report with the words
await page.goto(url('figures.html'));
await page.locator('td.count a').first().click();
check(/\/report\/r-[0-9a-f]+\.html#f\d+$/.test(page.url()), `a figure leads to ${page.url()}`);
check((await page.locator('.margin > li:target').count()) === 1, 'the finding is not marked in its report');
await page.goto(url('index.html'));
await page.locator('svg.bars a').last().click();
check(/events(-\d+)?\.html#d\d{4}-\d\d-\d\d$/.test(page.url()), `a bar leads to ${page.url()}`);

console.log(`${pages.length} pages of the folder, ${links} links, ${done} checks, ${failed} failed`);
await browser.close();
process.exit(failed ? 1 : 0);
