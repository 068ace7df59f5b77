// Loads an XForm in the official engine, as a respondent's browser would, and prints
// {"nodes", "languages"} on one line. Exit 1 and {"error"} when the engine refuses the form.
//
//   node load.mjs FORM.xml

import { readFile } from 'node:fs/promises';
import { createInstance } from './browser.mjs';

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
