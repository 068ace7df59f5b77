// Answers XForms at random in the official engine and tells, in the words of `saring form replay`, where each ended.
//
//   node answer.mjs < JOBS > OUTCOMES        one JSON object a line, in the same order
//
// A job:     {"form": FILE.xml, "files": FOLDER?, "seed": 1, "steps": 200, "now": TIME, "language": 0?, "script": [...]?,
//             "submission": FILE.xml?}
// Its outcome: {"language", "script": [...], "nodes": {ref: {...}}, "chance": [refs], "thrown": [{"step", "error"}]}, or
//            {"error"} when the form does not load. With a script given, that one is played and nothing is made up.
//            With a submission given, the engine begins with what it holds.
//
// `chance` lists the nodes that differ when chance falls otherwise. A step at which the engine throws is left out of the
// script and the form is filled anew without it.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freeze } from './clock.mjs';
import { constants, generator, typed } from './answers.mjs';

const { createInstance, restoreInstance } = await import('./browser.mjs');

const MOST_INSTANCES = 4;

/** A form file's neighbours; what is not there is blank. */
const attachments = (folder) => async (url) => {
  const file = folder ? path.join(folder, path.basename(url.pathname)) : '';
  return existsSync(file) ? new Response(await readFile(file)) : new Response('', { status: 404 });
};

/** A submission as a server hands it out. */
const submitted = async (file) => {
  const data = new FormData();
  data.set('xml_submission_file', new File([await readFile(file)], 'submission.xml', { type: 'text/xml' }));
  return data;
};

const open = async (job, xform) => {
  const options = {
    form: { fetchFormAttachment: attachments(job.files), missingResourceBehavior: 'BLANK' },
    instance: {},
  };
  const { root } = job.submission
    ? await restoreInstance(xform, { data: [await submitted(job.submission)] }, options)
    : await createInstance(xform, options);
  const language = root.languages[(job.language ?? 0) % root.languages.length];
  if (root.languages.length > 1) root.setLanguage(language);
  return { root, language };
};

const every = (root) => {
  const found = [];
  const visit = (node) => {
    found.push(node);
    node.currentState.children?.forEach(visit);
  };
  root.currentState.children.forEach(visit);
  return found;
};

/** Plays one line of a script. */
const play = (root, { op = 'set', ref, value }) => {
  if (op === 'remove') {
    const [, range, position] = /^(.*)\[(\d+)\]$/.exec(ref);
    find(root, range).removeInstances(Number(position) - 1);
    return;
  }
  const node = find(root, ref);
  if (op === 'add') {
    node.addInstances(node.currentState.children.length - 1);
    return;
  }
  const words = value.split(' ').filter((word) => word !== '');
  switch (node.nodeType) {
    case 'select':
      if (node.selectType === 'select1') node.selectValue(value === '' ? null : value);
      else node.selectValues(words);
      break;
    case 'rank':
      node.setValues(words);
      break;
    case 'trigger':
      node.setValue(value === 'OK');
      break;
    default:
      node.setValue(value);
  }
};

const find = (root, ref) => {
  const node = every(root).find((each) => each.currentState.reference === ref);
  if (node == null) throw new Error(`no node at ${ref}`);
  return node;
};

/** A line of a script for this node, or nothing where there is nothing to do. */
const invent = (node, next, type) => {
  const { reference: ref, children, valueOptions } = node.currentState;
  const names = () => valueOptions.map(({ value }) => value);
  switch (node.nodeType) {
    case 'repeat-range:uncontrolled': {
      const there = children.length;
      if (there > 0 && next() < 0.4) return { op: 'remove', ref: `${ref}[${1 + Math.floor(next() * there)}]` };
      return there < MOST_INSTANCES ? { op: 'add', ref } : null;
    }
    case 'select': {
      const offered = names();
      if (offered.length === 0) return null;
      if (node.selectType !== 'select1') {
        return { op: 'set', ref, value: offered.filter(() => next() < 0.35).join(' ') };
      }
      return { op: 'set', ref, value: next() < 0.08 ? '' : offered[Math.floor(next() * offered.length)] };
    }
    case 'rank': {
      const drawn = names().map((name) => [next(), name]);
      return { op: 'set', ref, value: drawn.sort(([a], [b]) => a - b).map(([, name]) => name).join(' ') };
    }
    case 'trigger':
      return { op: 'set', ref, value: next() < 0.75 ? 'OK' : '' };
    case 'range': {
      const { start, end, step } = node.definition.bodyElement?.bounds ?? node.definition.bounds ?? {};
      const [low, high, by] = [start ?? 1, end ?? 10, step ?? 1].map(Number);
      const stops = Math.max(1, Math.round((high - low) / by) + 1);
      const number = low + by * Math.floor(next() * stops);
      return { op: 'set', ref, value: next() < 0.1 ? '' : String(Math.round(number * 1e6) / 1e6) };
    }
    case 'input': {
      const value = type(node.valueType);
      return value === null ? null : { op: 'set', ref, value };
    }
    default:
      return null;
  }
};

/** What a person could do now. */
const doable = (root) =>
  every(root).filter(({ nodeType, currentState: { relevant, readonly } }) => {
    const kinds = ['select', 'input', 'trigger', 'rank', 'range', 'repeat-range:uncontrolled'];
    return relevant && !readonly && kinds.includes(nodeType);
  });

const read = (root) => every(root).forEach(({ currentState }) => currentState.relevant);

const collapsed = (text) => (text == null ? null : text.replace(/\s+/g, ' ').trim());

/** The end state, node by node. */
const state = (root) => {
  const nodes = {};
  for (const node of every(root)) {
    const now = node.currentState;
    const leaf = now.children === null;
    nodes[now.reference] = {
      type: node.nodeType,
      valueType: node.valueType ?? null,
      relevant: now.relevant,
      readonly: now.readonly,
      required: leaf ? now.required : false,
      value: leaf ? now.instanceValue : null,
      violation: leaf && now.relevant ? (node.validationState?.violation?.condition ?? null) : null,
      label: collapsed(now.label?.asString),
      ...(node.nodeType.startsWith('repeat-range') ? { count: now.children.length } : {}),
    };
  }
  return nodes;
};

const replay = async (job, xform, script) => {
  const { root } = await open(job, xform);
  for (const line of script) {
    play(root, line);
    read(root);
  }
  return root;
};

/** Fills a form at random: the script, and what the engine threw on the way. */
const fill = async (job, xform) => {
  const next = generator(job.seed);
  const type = typed(next, constants(xform), job.now.slice(-6));
  const [script, thrown] = [[], []];
  let { root } = await open(job, xform);
  for (let step = 0; step < job.steps; step += 1) {
    const open = doable(root);
    if (open.length === 0) break;
    const line = invent(open[Math.floor(next() * open.length)], next, type);
    if (line === null) continue;
    try {
      play(root, line);
      read(root);
      script.push(line);
    } catch (error) {
      thrown.push({ step: line, error: String(error?.message ?? error) });
      root = await replay(job, xform, script);
    }
  }
  return { root, script, thrown };
};

/** Whether anything but the instance's own id can hang on chance. */
const hasChance = (xform) => /\b(random|uuid|randomize)\s*\(|instanceID(?!"|\/?>)/.test(xform);

const judge = async (job) => {
  freeze(job);
  const xform = await readFile(job.form, 'utf8');
  const outcome = job.script
    ? { root: await replay(job, xform, job.script), script: job.script, thrown: [] }
    : await fill(job, xform);
  const { script, thrown } = outcome;
  const nodes = state(outcome.root);
  const { language } = await open(job, xform);
  let chance = Object.keys(nodes).filter((ref) => ref.endsWith('/meta/instanceID'));
  if (hasChance(xform)) {
    freeze({ ...job, random: 0.25, fill: 3 });
    try {
      const other = state(await replay(job, xform, script));
      const same = (ref) => JSON.stringify(nodes[ref]) === JSON.stringify(other[ref]);
      chance = [...new Set([...Object.keys(nodes), ...Object.keys(other)])].filter((ref) => !same(ref));
    } catch (error) {
      thrown.push({ step: null, error: String(error?.message ?? error) });
    }
  }
  return { language: language.language, script, nodes, chance, thrown };
};

// What the engine says on its way is none of an outcome.
console.warn = console.error = console.log = () => {};
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  let outcome;
  try {
    outcome = await judge(JSON.parse(line));
  } catch (error) {
    outcome = { error: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
