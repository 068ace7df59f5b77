// Makes Node look enough like a browser for the official engine, and hands the engine out.

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

export const { createInstance, restoreInstance } = await import('@getodk/xforms-engine');
