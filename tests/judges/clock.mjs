// A clock that stands and a chance that always falls the same way, for everything that is loaded after this.

const RealDate = Date;
const world = { now: 0, random: 0.5, fill: 7 };

globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    super(...(given.length > 0 ? given : [world.now]));
  }
  static now() {
    return world.now;
  }
};
Math.random = () => world.random;
// The engine tells its own nodes apart by these, so no two may be the same.
let made = 0;
globalThis.crypto.randomUUID = () => `0000000${world.fill}-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;
globalThis.crypto.getRandomValues = (bytes) => bytes.fill(world.fill);

/** Sets the clock (ISO 8601) and what chance gives: a number below 1, and a digit that fills what should be random bytes. */
export const freeze = ({ now, random = 0.5, fill = 7 }) => {
  Object.assign(world, { now: RealDate.parse(now), random, fill });
};
