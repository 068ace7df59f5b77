// Lints, and who may import whom: views -> features -> components; features -> host; a feature imports no other feature;
// only src/host imports Tauri.
import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const tauri = { group: ['@tauri-apps/*'], message: 'Only src/host talks to the host.' };
const views = { group: ['**/views/*', '**/views'], message: 'Nothing imports a view but src/main.ts.' };
const features = { group: ['**/features/**'], message: 'Components know no feature.' };
const commands = {
  regex: '.*/host/commands$',
  allowTypeImports: true,
  message: 'Components take data and give events.',
};
/** The features by name, so that `../home` is told apart from a file of the same feature. */
const names = readdirSync(new URL('src/features', import.meta.url)).join('|');
const otherFeature = {
  regex: `^(\\.\\./)+(${names})(/|$)|.*/features/.*`,
  message: 'A feature imports no other feature.',
};

const only = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });

export default ts.config(
  { ignores: ['dist', 'src/messages/compiled', 'src/host/commands.ts', 'messages.inlang'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: Object.fromEntries(
        [
          'window',
          'document',
          'console',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'requestAnimationFrame',
          'HTMLElement',
          'HTMLInputElement',
          'HTMLTextAreaElement',
          'HTMLDialogElement',
          'HTMLButtonElement',
          'HTMLFieldSetElement',
          'KeyboardEvent',
          'MouseEvent',
          'Event',
          'Intl',
          'process',
          'matchMedia',
          'performance',
          'URL',
          'Buffer',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: {
      'no-console': 'error',
      'no-undef': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      ...only(tauri),
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  { files: ['src/host/**'], rules: only() },
  { files: ['src/components/**'], rules: only(tauri, views, features, commands) },
  { files: ['src/features/**'], rules: only(tauri, views, otherFeature) },
  { files: ['src/messages/**'], rules: only(tauri, views, features) },
  { files: ['tests/**', '*.js', '*.ts'], rules: { 'no-console': 'off' } },
);
