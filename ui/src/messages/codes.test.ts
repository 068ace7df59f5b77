// Every code that the host can answer has a sentence. The codes are read where they are declared.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import errors from './id/errors.json';
import issues from './id/issues.json';

const CRATES = join(import.meta.dirname, '../../../crates');

/** Sources of a crate, without the tests that stand at a file's end. */
function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return name.endsWith('.rs') ? [readFileSync(path, 'utf8').split('#[cfg(test)]')[0] ?? ''] : [];
  });
}

function found(crate: string, pattern: RegExp): string[] {
  const texts = sources(join(CRATES, crate, 'src'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();
}

function without(codes: string[], messages: Record<string, unknown>, prefix: string): string[] {
  return codes.filter((code) => !(`${prefix}_${code.replaceAll('-', '_')}` in messages));
}

/** What unlocking reports, which has sentences of its own, and what only the terminal says. */
const ELSEWHERE = new Set([
  'keys-mended',
  'keys-not-mended',
  'slots-mismatch',
  'failed-tries',
  'log-damaged',
  'script-refused',
  'script-unreadable',
  'not-finished',
  'no-share-consent',
]);

describe('codes', () => {
  test('of what a command refuses', () => {
    const codes = found('commands', /CommandError::new\(\s*"([a-z0-9-]+)"/g).filter((code) => !ELSEWHERE.has(code));
    expect(codes.length).toBeGreaterThan(20);
    expect(without(codes, errors, 'error')).toEqual([]);
  });

  test.each(['bundle', 'vault'])('of %s', (crate) => {
    const codes = found(crate, /Self::\w+(?: \{ \.\. \}|\(_\))? => "([a-z0-9-]+)"/g);
    const kinds = new Set(found(crate, /Self::\w+ => "([a-z]+)"/g));
    const wanted = codes.filter((code) => code.includes('-') || !kinds.has(code));
    expect(wanted.length).toBeGreaterThan(15);
    expect(without(wanted, errors, 'error')).toEqual([]);
  });

  test('of what is wrong with a form', () => {
    const text = readFileSync(join(CRATES, 'form/src/xlsform/codes.rs'), 'utf8');
    const codes = [...text.matchAll(/^ {4}[A-Z_]+ = "([a-z0-9-]+)";/gm)].map((match) => match[1] ?? '');
    expect(codes.length).toBeGreaterThan(50);
    expect(without(codes, issues, 'issue')).toEqual([]);
  });

  test('of what is wrong with entities, detail by detail', () => {
    const text = readFileSync(join(CRATES, 'form/src/xlsform/entities.rs'), 'utf8');
    const written = text.matchAll(/(?:Err\(|ok_or\(|\("\w+", |invalid\([^"]+)"([a-z]+-[a-z-]+)"/g);
    const details = [...written].map((match) => match[1] ?? '');
    expect(new Set(details).size).toBe(13);
    expect(without(details, issues, 'issue_invalid_entity')).toEqual([]);
  });
});
