// What unlocking had to report, in words.

import { moment } from '../../components/when';
import type { CommandError } from '../../host/commands';
import { codeSentence, m } from '../../messages';

export function reportWords(report: CommandError): string {
  const at = report.params['at'];
  const when = at === undefined ? '' : moment(at);
  switch (report.code) {
    case 'keys-mended':
      return m.home_report_keys_mended();
    case 'keys-not-mended':
      return m.home_report_keys_not_mended();
    case 'failed-tries':
      return m.home_report_failed_tries({ count: report.params['count'] ?? '' });
    case 'log-damaged':
      return m.home_report_log_damaged();
    case 'slots-mismatch':
      return m.home_report_slots_mismatch();
    case 'clock-behind':
      return m.keeping_clock_report({ when });
    case 'disk-full':
      return m.home_report_disk_full();
    default:
      return codeSentence(report.code, { ...report.params, at: when });
  }
}
