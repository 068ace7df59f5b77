// Takes a picture of every screen of the production build into target/looks, and lets axe look at each. Usage:
//   npm run build && npm run looks [-- part-of-a-name ...]
// Needs Chromium at /usr/bin/chromium (or CHROMIUM). Ends with 1 when axe, the page or the policy has something to say.

import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { mock } from './mock.mjs';
import { NOW } from './people.mjs';
import { scenes } from './scenes.mjs';
import { serve } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../../../target/looks');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wanted = process.argv.slice(2);
const chosen = scenes.filter((scene) => wanted.length === 0 || wanted.some((part) => scene.name.includes(part)));

/** What goes past the right edge, or is cut off inside a box that does not scroll. */
function cutOff() {
  const found = [];
  // Bars stay where they are: only what lies between them scrolls, even for a script that scrolls what nobody could.
  const root = document.scrollingElement;
  root.scrollTo(0, 10_000);
  document.getElementById('app').scrollTo(0, 10_000);
  if (root.scrollTop > 0 || document.getElementById('app').scrollTop > 0) found.push('the page itself scrolls');
  root.scrollTo(0, 0);
  for (const element of document.querySelectorAll('#app *, dialog[open] *')) {
    const style = getComputedStyle(element);
    if (element.closest('.hidden-visually, svg') || style.visibility === 'hidden') continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const scrolls = element.parentElement?.closest('.scroll, nav');
    if (box.right > innerWidth + 1 && !scrolls)
      found.push(`past the right edge: ${element.tagName}.${element.className}`);
    if (style.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1 && style.clipPath === 'none')
      found.push(`cut off: ${element.tagName}.${element.className}`);
  }
  return [...new Set(found)].slice(0, 5);
}

const { address, stop } = await serve(join(here, '../../dist'));
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb', '--font-render-hinting=none'],
});
await mkdir(out, { recursive: true });
let faults = 0;
const fault = (scene, text) => {
  faults += 1;
  console.error(`${scene.name}: ${text}`);
};

for (const scene of chosen) {
  const context = await browser.newContext({
    viewport: scene.size,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  page.on('pageerror', (error) => fault(scene, `page error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && fault(scene, `console: ${message.text()}`));
  try {
    await page.clock.install({ time: new Date(NOW) });
    await page.addInitScript(mock, scene.data);
    await page.goto(address);
    await page.locator('#app > *').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(150);
    await scene.act(page);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(150);
    await page.screenshot({ path: join(out, `${scene.name}.png`) });
    for (const text of await page.evaluate(cutOff)) fault(scene, text);
    // Paper has neither landmarks nor anything to operate; it must be one sheet.
    if (scene.paper) {
      const sheets = (await page.pdf({ preferCSSPageSize: true }))
        .toString('latin1')
        .match(/\/Type\s*\/Page\b/g)?.length;
      if (sheets !== 1) fault(scene, `${sheets} sheets of paper`);
      continue;
    }
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }),
    );
    for (const { id, nodes } of violations)
      fault(
        scene,
        `axe ${id}: ${nodes
          .slice(0, 3)
          .map((node) => node.target.join(' '))
          .join(' | ')}`,
      );
  } catch (error) {
    fault(scene, String(error).split('\n')[0]);
    await page.screenshot({ path: join(out, `${scene.name}.png`) }).catch(() => {});
  } finally {
    await context.close();
  }
}
await browser.close();
stop();
console.log(`${chosen.length} pictures in target/looks, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
