/** How numbers and times read. A value that is not known is a dash. */
const NONE = '–';
const whole = new Intl.NumberFormat('en');
const compactNumber = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const known = value => value !== null && value !== undefined && Number.isFinite(value);

export const count = value => known(value) ? whole.format(Math.round(value)) : NONE;
export const compact = value => known(value) ? compactNumber.format(value) : NONE;
export const percent = (share, digits = 2) => known(share) ? `${(100 * share).toFixed(digits)} %` : NONE;
export const loss = value => known(value) ? (value >= 1000 ? value.toExponential(2) : value.toFixed(4)) : NONE;
export const many = (number, noun) => `${whole.format(number)} ${noun}${number === 1 ? '' : 's'}`;
export const words = code => code?.replaceAll('_', ' ') ?? '';
export const sentence = code => words(code).replace(/^./, first => first.toUpperCase());

/** A number of any size in few digits: a learning rate, a mean. */
export function short(value) {
  if (!known(value)) return NONE;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e5) return value.toExponential(2).replace(/\.?0+e/, 'e').replace('e+', 'e');
  return String(Number(value.toPrecision(4)));
}

export function speed(imagesPerSecond) {
  if (!known(imagesPerSecond)) return NONE;
  return imagesPerSecond < 10 ? imagesPerSecond.toFixed(1) : count(imagesPerSecond);
}

export function bytes(value) {
  if (!known(value)) return NONE;
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let power = 0;
  let rest = value;
  while (rest >= 1000 && power < units.length - 1) {
    rest /= 1000;
    power++;
  }
  return `${power === 0 || rest >= 100 ? rest.toFixed(0) : rest.toFixed(1)} ${units[power]}`;
}

export function duration(seconds) {
  if (!known(seconds)) return NONE;
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)} s`;
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  if (total < 3600) return `${Math.floor(total / 60)} min ${total % 60} s`;
  const hours = Math.floor(total / 3600);
  return hours < 48 ? `${hours} h ${Math.floor(total % 3600 / 60)} min` : `${Math.round(hours / 24)} days`;
}

export const until = time => time ? duration(Math.max(0, (Date.parse(time) - Date.now()) / 1000)) : NONE;

export function clock(time) {
  return new Date(time).toLocaleTimeString('en-GB');
}

export function date(time) {
  if (!time) return NONE;
  const day = new Date(time);
  const today = new Date();
  const sameYear = day.getFullYear() === today.getFullYear();
  if (day.toDateString() === today.toDateString()) {
    return `today, ${day.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
  }
  return day.toLocaleString('en-GB', {
    day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }), hour: '2-digit', minute: '2-digit' });
}

export const fullDate = time => time ? new Date(time).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'medium' }) : '';

export const shape = sizes => sizes?.join(' × ') ?? NONE;
