// The languages of the interface, each by its own name. No flags: a flag is a country.

export const LANGUAGES = [
  { value: 'id', label: 'Bahasa Indonesia', lang: 'id' },
  { value: 'en', label: 'English', lang: 'en' },
  { value: 'km', label: 'ភាសាខ្មែរ', lang: 'km' },
];
