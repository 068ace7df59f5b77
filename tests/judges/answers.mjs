// What a person might answer: seeded, aimed at the limits that the form itself names, and now and then what no type holds.

/** A generator of numbers in [0, 1) (mulberry32). */
export const generator = (seed) => {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** The words and numbers that a form's own logic compares with. */
export const constants = (xform) => {
  const logic = [...xform.matchAll(/<bind [^>]*>/g)].map(([bind]) =>
    bind.replace(/ (nodeset|type|jr:\w+)="[^"]*"/g, '').replaceAll('&quot;', '"').replaceAll('&apos;', "'"),
  );
  const text = logic.join('\n');
  const words = [...text.matchAll(/'([^'"<>&]{1,40})'/g)].map(([, word]) => word);
  const numbers = [...text.matchAll(/(?<![\w./'-])\d+(\.\d+)?(?![\w./'-])/g)].map(([number]) => Number(number));
  return { words: [...new Set(words)], numbers: [...new Set(numbers)].filter((n) => n < 1e6) };
};

const two = (number) => String(number).padStart(2, '0');

/** Answers for typed text, by value type. `next` is a generator, `known` what {@link constants} found. */
export const typed = (next, known, zone) => {
  const below = (limit) => Math.floor(next() * limit);
  const pick = (list) => list[below(list.length)];
  const often = (chance, one, other) => (next() < chance ? one() : other());

  const near = () => pick(known.numbers) + pick([-1, 0, 0, 1]);
  const integer = () => (known.numbers.length > 0 && next() < 0.5 ? Math.trunc(near()) : below(140) - 10);
  const degrees = (most) => Math.round((next() * 2 - 1) * most * 1e5) / 1e5;
  const date = () => `${1930 + below(110)}-${two(1 + below(12))}-${two(1 + below(28))}`;
  const time = () => `${two(below(24))}:${two(below(60))}:${two(below(60))}.000${zone}`;
  const point = () => `${degrees(89)} ${degrees(179)}${pick(['', ` ${below(900)}`, ` ${below(900)} ${below(50)}.5`])}`;
  const shape = (corners) => {
    const points = Array.from({ length: corners }, point);
    return [...points, points[0]].join(';');
  };
  const word = () =>
    often(
      known.words.length > 0 ? 0.5 : 0,
      () => pick(known.words),
      () => pick(['abc', 'Sihanoukville', '2024', 'a b', ' x ', 'ខ្មែរ', "d'Ivoire", 'yes', '0', 'A-1', 'a,b;c', '12.50']),
    );

  const good = {
    string: word,
    int: () => String(integer()),
    decimal: () => String(known.numbers.length > 0 && next() < 0.4 ? near() : Math.round(next() * 10000 - 500) / 10),
    date,
    time,
    dateTime: () => `${date()}T${time()}`,
    geopoint: point,
    geotrace: () => Array.from({ length: 2 + below(3) }, point).join(';'),
    geoshape: () => shape(3 + below(3)),
    barcode: word,
    boolean: () => pick(['true', 'false']),
  };
  // Impossible dates make the official engine throw, so they stand in our own tests alone.
  const bad = { int: ['abc', '12.7', '-', '99999999999'], decimal: ['abc', '1,5', '--1'], geopoint: ['91 0', 'x y'] };
  return (type) => {
    if (!(type in good)) return null;
    const dice = next();
    if (dice < 0.1) return '';
    if (dice < 0.13 && type in bad) return pick(bad[type]);
    return good[type]();
  };
};
