// How long ago a need was flagged: minutes within the hour, then the time.

import { dayTime } from '../../components/when';
import { m } from '../../messages';

export function flagged(at: string, now: Date = new Date()): string {
  const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / 60_000);
  if (minutes < 0 || minutes >= 60) return m.home_flagged_at({ when: dayTime(at, now) });
  return minutes === 0 ? m.home_flagged_now() : m.home_flagged_minutes({ count: minutes });
}
