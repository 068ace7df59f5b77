// What the list of interviews shows: a page of it, or what a search found. It outlives the list on the screen, so that one
// comes back from an interview to where one was.

import { host, type Found, type Listed, type PersonRow } from '../../host/commands';
import { sentence } from '../../messages';
import { Latest } from './latest';
import { FIRST, PAGE, newer, older, readPage, type Place } from './paging';

/** Milliseconds of rest before what is typed is searched for. */
const REST = 250;

export class Listing {
  query = $state('');
  listed = $state<Listed>('all');
  /** None while the first is read. */
  rows = $state.raw<PersonRow[] | null>(null);
  /** None where nothing is searched for. */
  found = $state.raw<Found[] | null>(null);
  /** What was found is what stands in the field. */
  searched = $state('');
  hasOlder = $state(false);
  busy = $state(false);
  problem = $state<string | null>(null);
  /** The one that was opened last: the focus comes back to it. */
  opened: string | null = null;

  #trail = $state.raw<Place[]>([FIRST]);
  readonly #latest = new Latest();

  get skipped(): number {
    return this.#trail[this.#trail.length - 1]?.skipped ?? 0;
  }

  get hasNewer(): boolean {
    return this.#trail.length > 1;
  }

  get words(): string {
    return this.query.trim();
  }

  /** There may be more than those that were found. */
  get foundMost(): boolean {
    return (this.found?.length ?? 0) >= PAGE;
  }

  /** Something was typed. */
  typed = () => {
    this.#ask(this.words === '' ? 0 : REST);
  };

  clear() {
    this.query = '';
    this.#ask(0);
  }

  show(listed: Listed) {
    this.listed = listed;
    this.#trail = [FIRST];
    this.#ask(0);
  }

  reload = () => {
    this.#ask(0);
  };

  turnOlder(done: () => void) {
    this.#trail = older(this.#trail, this.rows ?? []);
    this.#ask(0, done);
  }

  turnNewer(done: () => void) {
    this.#trail = newer(this.#trail);
    this.#ask(0, done);
  }

  #ask(wait: number, done: () => void = () => undefined) {
    const { words, listed } = this;
    this.busy = true;
    const failed = (error: unknown) => {
      this.busy = false;
      this.problem = sentence(error);
    };
    const answered = () => {
      this.busy = false;
      this.problem = null;
      done();
    };
    if (words !== '')
      this.#latest.ask(
        () => host.search(words, listed),
        wait,
        (found) => {
          this.found = found;
          this.searched = words;
          answered();
        },
        failed,
      );
    else {
      this.found = null;
      const before = this.#trail[this.#trail.length - 1]?.before ?? null;
      this.#latest.ask(
        () => readPage((from) => host.interview_list(listed, from), before),
        wait,
        ({ rows, older: more }) => {
          this.rows = rows;
          this.hasOlder = more;
          answered();
        },
        failed,
      );
    }
  }
}
