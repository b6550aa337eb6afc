// First paint of a page as Chromium measures it, in one window with its cache off. usage: node paint.mjs URL [LOADS]; prints the median, the least
// and the greatest in milliseconds, and beside it that of a page with one word: what the machine itself takes at this hour.
import { createRequire } from 'node:module';

const require = createRequire(process.env.AT_NODE_MODULES + '/x.js');
const { chromium } = require('playwright-core');
const [url, loads = '20'] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.AT_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
await (await page.context().newCDPSession(page)).send('Network.setCacheDisabled', { cacheDisabled: true });
await page.route('**/one-word', (r) => r.fulfill({ contentType: 'text/html', body: '<!doctype html><title>x</title><p>word' }));

async function paint(address) {
  await page.goto(address, { timeout: 120000 });
  return page.evaluate(
    () =>
      new Promise((done) => {
        const told = () => {
          const p = performance.getEntriesByName('first-contentful-paint')[0];
          if (!p) return setTimeout(told, 20);
          done([p.startTime, performance.getEntriesByType('navigation')[0].responseEnd]);
        };
        told();
      })
  );
}
await paint(url.replace('=N', '=first'));
const times = [];
const answers = [];
const floor = [];
for (let i = 0; i < +loads; i++) {
  floor.push((await paint(new URL('/one-word', url).href))[0]);
  const [first, answer] = await paint(url.replace('=N', '=' + i)); // "?nothing=N": an address that was not asked for before
  times.push(first);
  answers.push(answer);
}
await browser.close();
const sorted = (a) => a.sort((x, y) => x - y);
const median = (a) => sorted(a)[Math.floor(a.length / 2)].toFixed(0);
console.log(`first contentful paint: median ${median(times)} ms, least ${times[0].toFixed(0)}, greatest ${times.at(-1).toFixed(0)} of ${times.length} loads; the whole answer there after ${median(answers)} ms; a page of one word: ${median(floor)} ms`);
