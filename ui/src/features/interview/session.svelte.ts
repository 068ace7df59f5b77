// One interview at the table: what the host shows of it, what was typed and is not kept yet, and what went wrong. Every
// screen of the interview reads from here; none calls the host itself.

import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { HostError } from '../../host/call';
import {
  host,
  type AttachmentView,
  type Go,
  type InterviewView,
  type Question,
  type SkipReason,
  type UrgentKind,
} from '../../host/commands';
import { m } from '../../messages';
import { withId, withoutId } from './attached';
import { Attachments } from './attachments.svelte';
import { SaveQueue } from './queue';

/** While letters are typed, this many milliseconds without one are a pause. */
const PAUSE = 400;
/** After this many milliseconds what could not be kept is tried again by itself. */
const AGAIN = 5000;

/** Why an answer does not hold: a code of the host, or a sentence of the field itself. */
export interface Refusal {
  code?: string;
  params?: Record<string, string>;
  sentence?: () => string;
  /** Somebody may still be typing: said once the field is left, or when it does not let go on. */
  quiet?: boolean;
}

const REFUSALS = new Set(['invalid-value', 'not-a-choice', 'read-only', 'not-a-question', 'unknown-reference']);
const STUCK = new Set(['answer-required', 'answer-breaks-rule']);

export class Session {
  view = $state.raw<InterviewView | null>(null);
  /** Why the newest answers are not kept yet. */
  unsaved = $state.raw<unknown>(null);
  /** Why something else could not be done. */
  problem = $state.raw<unknown>(null);
  /** The question that does not let go on, and why. */
  stuck = $state.raw<{ reference: string; code: string } | null>(null);
  /** Counts up when the focus belongs to another line. */
  turned = $state(0);
  /** The question of a page that is being answered. */
  row = $state('');
  /** What is attached to this interview. */
  readonly attachments: Attachments;

  readonly #typed = new SvelteMap<string, string>();
  readonly #refused = new SvelteMap<string, Refusal>();
  readonly #queue: SaveQueue<InterviewView>;
  /** What is half typed and no answer, as it was kept last, and what of it has changed since. */
  readonly #drafts = new SvelteMap<string, string>();
  readonly #redrafted = new SvelteSet<string>();
  #again: ReturnType<typeof setTimeout> | undefined;
  #busy = false;

  constructor(readonly id: string) {
    this.attachments = new Attachments(id);
    this.#queue = new SaveQueue<InterviewView>(
      (reference, value) => host.interview_answer(id, reference, value),
      (error) => error instanceof HostError && REFUSALS.has(error.code),
      {
        saved: (view, reference) => {
          this.#refused.delete(reference);
          this.unsaved = null;
          this.#show(view);
        },
        refused: (reference, error) => {
          if (error instanceof HostError) this.#refused.set(reference, { code: error.code, params: error.params });
        },
        failed: (error) => {
          this.unsaved = error;
          clearTimeout(this.#again);
          this.#again = setTimeout(() => void this.#queue.settle(), AGAIN);
        },
      },
    );
  }

  /** Opens the interview where it stood, or at a question. */
  async open(at: string | undefined): Promise<void> {
    if (!(await this.#command(() => host.interview_open(this.id)))) return;
    this.#takeUp(this.view?.drafts ?? {});
    void this.attachments.load();
    if (!at || !(await this.#command(() => host.interview_go(this.id, { where: 'to', reference: at })))) return;
    this.turn(at);
  }

  /** What the field shows: what was typed, or else what is kept. */
  text(question: Question): string {
    return this.#typed.get(question.reference) ?? question.value;
  }

  refusal(question: Question): Refusal | undefined {
    return this.#refused.get(question.reference);
  }

  /** Whether something is wrong with the answer that may be said. */
  wrong(question: Question): boolean {
    const refusal = this.#refused.get(question.reference);
    if (this.stuck?.reference === question.reference) return true;
    return (refusal !== undefined && !refusal.quiet) || question.violation?.kind === 'constraint';
  }

  /** Skipped, and nothing was answered since. */
  skipped(question: Question): boolean {
    return question.skipped !== null && !this.#typed.has(question.reference);
  }

  /** An answer that was chosen, on its way at once; `typed` is what the field goes on showing. */
  choose(question: Question, value: string, typed = value): void {
    this.#take(question, value, typed, 0);
  }

  /** An answer that is being typed: on its way after a pause. */
  type(question: Question, value: string, typed = value): void {
    this.#take(question, value, typed, PAUSE);
  }

  /** Keeps what was typed on the screen although it is no answer yet, and says why. */
  hold(question: Question, typed: string, why: () => string): void {
    if (this.#closed(question)) return;
    this.#queue.forget(question.reference);
    this.#typed.set(question.reference, typed);
    this.#refused.set(question.reference, { sentence: why, quiet: true });
    this.#draft(question.reference, typed);
  }

  /** A field is left: what waits is sent, and what is wrong may be said. */
  left(question: Question, event: FocusEvent & { currentTarget: HTMLElement }): void {
    void this.settle();
    if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
    const refusal = this.#refused.get(question.reference);
    if (refusal?.quiet) this.#refused.set(question.reference, { ...refusal, quiet: false });
  }

  /** Sends what waits, and keeps what is half typed. */
  async settle(): Promise<boolean> {
    const settled = await this.#queue.settle();
    await this.#keepDrafts();
    return settled;
  }

  /** Tries again what could not be kept or done. */
  async retry(): Promise<void> {
    this.problem = null;
    await this.#queue.settle();
  }

  /** True when it went. Going on waits for all answers; going back loses nothing. */
  async go(to: Go): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      if (!(await this.settle())) return false;
      const held = this.view?.step.questions.find((q) => this.#refused.has(q.reference));
      if (to.where === 'next' && held) {
        this.#stop(held.reference, 'refused');
        return false;
      }
      return await this.#command(() => host.interview_go(this.id, to));
    } finally {
      this.#busy = false;
    }
  }

  async skip(reference: string, reason: SkipReason): Promise<boolean> {
    this.#queue.forget(reference);
    const done = await this.#command(() => host.interview_skip(this.id, reference, reason));
    if (!done) return false;
    this.#typed.delete(reference);
    this.#refused.delete(reference);
    this.#draft(reference, '');
    await this.#keepDrafts();
    this.stuck = null;
    return true;
  }

  addInstance(reference: string): Promise<boolean> {
    return this.#command(() => host.interview_repeat_add(this.id, reference));
  }

  removeInstance(reference: string): Promise<boolean> {
    return this.#command(() => host.interview_repeat_remove(this.id, reference));
  }

  note(reference: string, text: string): Promise<boolean> {
    return this.#command(() => host.interview_note(this.id, reference, text));
  }

  /** Takes a file in as an answer, beside those that are there. */
  async attach(question: Question, path: string): Promise<void> {
    if (this.#closed(question)) return;
    const row = await this.attachments.add(question.reference, path);
    if (row) this.choose(question, withId(this.text(question), row.id));
  }

  /** Takes an attachment away; the question that it answered is told, as far as it is on the screen. */
  async removeAttachment(row: AttachmentView): Promise<boolean> {
    if (!(await this.attachments.remove(row))) return false;
    const { reference, id } = row;
    if (reference === null) return true;
    const shown = this.view?.step.questions.find((question) => question.reference === reference);
    if (shown) this.choose(shown, withoutId(this.text(shown), id));
    return true;
  }

  needsHelp(kind: UrgentKind, note: string): Promise<boolean> {
    return this.#command(() => host.interview_needs_help(this.id, kind, note));
  }

  helpGiven(): Promise<boolean> {
    return this.#command(() => host.interview_help_given(this.id));
  }

  /** Turns to a line of a page. */
  turn(reference: string): void {
    this.row = reference;
    this.turned += 1;
  }

  /** When the screen goes away: what waits is sent, nothing is tried again after that. */
  leave(): void {
    clearTimeout(this.#again);
    void this.settle().finally(() => clearTimeout(this.#again));
  }

  #take(question: Question, value: string, typed: string, wait: number): void {
    if (this.#closed(question)) return;
    const { reference } = question;
    this.#typed.set(reference, typed);
    this.#refused.delete(reference);
    this.#draft(reference, '');
    if (this.stuck?.reference === reference) this.stuck = null;
    this.#queue.put(reference, value, wait);
  }

  /** What was half typed when the vault was locked stands there again, and is told to be no answer yet. */
  #takeUp(drafts: Partial<Record<string, string>>): void {
    if (this.view?.finished) return;
    for (const [reference, text] of Object.entries(drafts)) {
      if (text === undefined || !reference.startsWith('/')) continue;
      this.#drafts.set(reference, text);
      this.#typed.set(reference, text);
      this.#refused.set(reference, { sentence: m.interview_half_typed });
    }
  }

  #draft(reference: string, text: string): void {
    if ((this.#drafts.get(reference) ?? '') === text) this.#redrafted.delete(reference);
    else this.#redrafted.add(reference);
  }

  async #keepDrafts(): Promise<void> {
    for (const reference of [...this.#redrafted]) {
      const text = this.#refused.has(reference) ? (this.#typed.get(reference) ?? '') : '';
      try {
        await this.#queue.run(() => host.interview_draft(this.id, reference, text));
        this.#drafts.set(reference, text);
        this.#draft(reference, this.#refused.has(reference) ? (this.#typed.get(reference) ?? '') : '');
      } catch {
        // It stays on the screen and is kept with the next; what is no answer yet holds nobody up.
        return;
      }
    }
  }

  #closed(question: Question): boolean {
    return question.readonly || this.view?.finished === true;
  }

  async #command(task: () => Promise<InterviewView>): Promise<boolean> {
    try {
      const view = await this.#queue.run(task);
      this.problem = null;
      this.#show(view);
      return true;
    } catch (error) {
      const reference = error instanceof HostError ? error.params['ref'] : undefined;
      if (error instanceof HostError && STUCK.has(error.code) && reference) this.#stop(reference, error.code);
      else this.problem = error;
      return false;
    }
  }

  #stop(reference: string, code: string): void {
    this.stuck = { reference, code };
    this.turn(reference);
  }

  /** The newest state. What was typed at the step before is kept by now, except what was refused. */
  #show(view: InterviewView): void {
    const moved = this.view?.step.reference !== view.step.reference;
    if (moved) {
      for (const reference of this.#typed.keys()) if (!this.#refused.has(reference)) this.#typed.delete(reference);
      this.stuck = null;
      this.row = '';
    }
    this.view = view;
  }
}
