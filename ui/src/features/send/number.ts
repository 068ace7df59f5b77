// Bundle numbers as they are read out and written on file names: three digits at least.

export function number(sequence: number): string {
  return String(sequence).padStart(3, '0');
}
