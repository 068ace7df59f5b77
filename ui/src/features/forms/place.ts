// Where in a workbook something is wrong, as a compiler would say it: sheet, row, column.

import type { FormIssue } from '../../host/commands';
import { m } from '../../messages';

export function place(issue: FormIssue): string {
  const parts = [issue.sheet || m.forms_workbook()];
  if (issue.row !== null) parts.push(m.forms_row({ row: issue.row }));
  if (issue.column !== null) parts.push(m.forms_column({ column: issue.column }));
  return parts.join(' · ');
}
