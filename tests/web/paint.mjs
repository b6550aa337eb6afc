// First paint of a page as Chromium measures it. usage: node paint.mjs URL [LOADS]; prints the median, the least and the greatest in milliseconds.
import { createRequire } from 'node:module';

const require = createRequire(process.env.AT_NODE_MODULES + '/x.js');
const { chromium } = require('playwright-core');
const [url, loads = '20'] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.AT_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const times = [];
const answers = [];
for (let i = 0; i < +loads; i++) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } }); // nothing is kept from one load to the next
  const page = await context.newPage();
  await page.goto(url, { timeout: 120000 });
  const [paint, answer] = await page.evaluate(
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
  times.push(paint);
  answers.push(answer);
  await context.close();
}
await browser.close();
const sorted = (a) => a.sort((x, y) => x - y);
const t = sorted(times);
const r = sorted(answers);
const half = Math.floor(t.length / 2);
console.log(`first contentful paint: median ${t[half].toFixed(0)} ms, least ${t[0].toFixed(0)}, greatest ${t.at(-1).toFixed(0)} of ${t.length} loads; whole answer there after ${r[half].toFixed(0)} ms (median)`);
