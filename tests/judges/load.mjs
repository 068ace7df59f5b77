// Loads an XForm in the official engine, as a respondent's browser would, and prints
// {"nodes", "languages"} on one line. Exit 1 and {"error"} when the engine refuses the form.
//
//   node load.mjs FORM.xml

import { readFile } from 'node:fs/promises';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html>');
// The engine is written for browsers and asks for these by their global names.
for (const name of Object.getOwnPropertyNames(window)) {
  if (/^[A-Z]/.test(name) && !(name in globalThis)) globalThis[name] = window[name];
}
globalThis.window = window;
globalThis.document = window.document;
// Its parser takes another way in Node, one that does not work from an ES module: let it think this is a browser,
// once fetch, which asks for Node's version too, is loaded.
await fetch('data:,');
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: undefined } });

const { createInstance } = await import('@getodk/xforms-engine');

const nothing = () => Promise.reject(new Error('a form that ships with Saring needs no other file'));
try {
  const xform = await readFile(process.argv[2], 'utf8');
  const { root } = await createInstance(xform, { form: { fetchFormAttachment: nothing } });

  let nodes = 0;
  const count = (node) => {
    nodes += 1;
    node.currentState.children?.forEach(count);
  };
  count(root);
  console.log(JSON.stringify({ nodes, languages: root.languages.map(({ language }) => language) }));
} catch (error) {
  console.log(JSON.stringify({ error: String(error?.message ?? error) }));
  process.exitCode = 1;
}
