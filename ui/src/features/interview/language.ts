// Whose words are whose: language tags for the two sides of the sheet, and Saring's own words on the person's side.

import type { FormLanguage, InterviewView } from '../../host/commands';
import { language, type Locale } from '../../messages';

/** For `lang` attributes; nothing when the form does not say. */
export function tag(of: FormLanguage): string | undefined {
  return of.code ?? undefined;
}

/** One column where both speak the same language. */
export function sameLanguage(view: InterviewView): boolean {
  return view.officer_language.name === view.person_language.name;
}

const SPOKEN: Record<string, Locale> = { id: 'id', ms: 'id', en: 'en', km: 'km' };

/** The language of Saring's own words for this person: theirs when Saring speaks it, English otherwise. */
export function locale(of: FormLanguage): Locale {
  if (of.code === null) return language();
  return SPOKEN[of.code.split(/[-_]/u)[0] ?? ''] ?? 'en';
}

const NAMES: Record<string, string> = { id: 'Bahasa Indonesia', en: 'English', km: 'ភាសា​ខ្មែរ' };

/** What a language is called in itself: the form's name without the code in brackets. */
export function ownName(of: FormLanguage): string {
  return (of.code ? NAMES[of.code] : undefined) ?? of.name.replace(/\s*\([^)]*\)\s*$/u, '');
}

/** How dates and months are written in a language of Saring's. Khmer, too, keeps the digits 0 to 9. */
export function dates(of: Locale): string {
  return { id: 'id-ID', en: 'en-GB', km: 'km-KH-u-nu-latn' }[of];
}

/** How a question is shown: two columns, one column, or on the person's own screen. */
export interface Reading {
  show: 'both' | 'one' | 'person';
  /** Language tags of the two sides. */
  officer: string | undefined;
  person: string | undefined;
  /** Language of Saring's own words beside the answer. */
  locale: Locale;
  /** Language of Saring's own words on the person's side. */
  personLocale: Locale;
}

export function reading(view: InterviewView, personsScreen: boolean): Reading {
  const personLocale = locale(view.person_language);
  return {
    show: personsScreen ? 'person' : sameLanguage(view) ? 'one' : 'both',
    officer: tag(view.officer_language),
    person: tag(view.person_language),
    locale: personsScreen ? personLocale : language(),
    personLocale,
  };
}
