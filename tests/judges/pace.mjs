// Times the official engine: how long it takes to load a form, and how long each of a number of made-up answers takes
// until the relevance of every node has been read. Prints {"loadMs", "now", "script", "answerMs", "relevant"} on one line;
// `script` is what was answered, in the words of `saring form replay`. Node's own start is left out.
//
//   node pace.mjs FORM.xml SEED ANSWERS

import { readFile } from 'node:fs/promises';
import { createInstance } from './browser.mjs';

const [, , file, seed, answers] = process.argv;
const MOST_INSTANCES = 4;

// Numbers in [0, 1): a linear congruential generator (Numerical Recipes), its high bits.
let state = Number(seed) >>> 0;
const chance = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state >>> 8) / 2 ** 24;
};
const below = (limit) => Math.floor(chance() * limit);
const pick = (list) => list[below(list.length)];
const two = (number) => String(number).padStart(2, '0');
const date = () => `${1990 + below(40)}-${two(1 + below(12))}-${two(1 + below(28))}`;

const TYPED = {
  string: () => pick(['abc', 'Sihanoukville', '2024', 'a b']),
  int: () => String(below(125)),
  decimal: () => String(below(1000) / 10),
  date,
  time: () => `${two(below(24))}:00:00.000Z`,
  dateTime: () => `${date()}T10:00:00.000Z`,
  barcode: () => 'B1',
};

/** Decides what happens to a node: what the script says of it, and the call that does it. */
const decide = (node) => {
  const ref = node.currentState.reference;
  const set = (value, act) => ({ line: { op: 'set', ref, value }, act });
  switch (node.nodeType) {
    case 'repeat-range:uncontrolled': {
      const there = node.currentState.children.length;
      if (there >= MOST_INSTANCES) {
        const gone = below(there);
        return { line: { op: 'remove', ref: `${ref}[${gone + 1}]` }, act: () => node.removeInstances(gone) };
      }
      return { line: { op: 'add', ref }, act: () => node.addInstances(there - 1) };
    }
    case 'select': {
      const offered = node.currentState.valueOptions.map(({ value }) => value);
      if (offered.length === 0) return null;
      if (node.selectType === 'select1') {
        const value = pick(offered);
        return set(value, () => node.selectValue(value));
      }
      const some = offered.filter(() => chance() < 0.3);
      return set(some.join(' '), () => node.selectValues(some));
    }
    case 'trigger':
      return set('OK', () => node.setValue(true));
    case 'input':
    case 'range': {
      const value = TYPED[node.valueType]?.();
      return value === undefined ? null : set(value, () => node.setValue(value));
    }
    default:
      return null;
  }
};

const xform = await readFile(file, 'utf8');
let start = performance.now();
const { root } = await createInstance(xform, {
  form: { fetchFormAttachment: async () => new Response('', { status: 404 }), missingResourceBehavior: 'BLANK' },
});
const loadMs = performance.now() - start;

/** Calls `seen` for each node below the root. */
const visit = (node, seen) => {
  for (const child of node.currentState.children ?? []) {
    seen(child);
    visit(child, seen);
  }
};

const script = [];
const answerMs = [];
while (script.length < Number(answers)) {
  const open = [];
  visit(root, (node) => {
    if (node.currentState.relevant && !node.currentState.readonly) open.push(node);
  });
  const step = decide(pick(open));
  if (step === null) continue;
  let relevant = 0;
  start = performance.now();
  step.act();
  visit(root, (node) => {
    relevant += node.currentState.relevant ? 1 : 0;
  });
  answerMs.push(performance.now() - start);
  script.push(step.line);
}

const relevant = {};
visit(root, ({ currentState }) => {
  relevant[currentState.reference] = currentState.relevant;
});
console.log(JSON.stringify({ loadMs, now: new Date().toISOString(), script, answerMs, relevant }));
