import { settingLimits, type NumberSetting } from '../../../shared/settings/setting-limits.ts';
import { figure } from '../../messages/count-words.ts';

/** What is wrong with a typed figure, in a sentence; null when it can be saved. */
export function figureProblem(
  name: NumberSetting,
  typed: number | null,
  unit: string,
): string | null {
  const { min, max } = settingLimits[name];
  const range = `from ${figure(min)} to ${figure(max)} ${unit}`;
  if (typed === null) return `Type a figure ${range}. The old one still counts.`;
  if (!Number.isInteger(typed)) return `Type a whole number ${range}. The old one still counts.`;
  if (typed < min || typed > max) return `This goes ${range}. The old figure still counts.`;
  return null;
}
