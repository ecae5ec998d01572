// Days as numbers and as words. A day is an ISO date; a part of one (2016, 2016-03) means all of it.

const DAY = 86_400_000;
const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Midnight (UTC) of the first day that an ISO prefix means. */
export function begin(iso: string): number {
  const [year = 1, month = 1, day = 1] = iso.split("-").map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

/** Midnight after the last day that an ISO prefix means. */
export function end(iso: string): number {
  const [year = 1, month, day] = iso.split("-").map(Number);
  const date = new Date(0);
  if (month === undefined) date.setUTCFullYear(year + 1, 0, 1);
  else if (day === undefined) date.setUTCFullYear(year, month, 1);
  else date.setUTCFullYear(year, month - 1, day + 1);
  return date.getTime();
}

/** The ISO day of a time. */
export function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** The whole days since 1970 of a time. */
export function dayNumber(time: number): number {
  return Math.floor(time / DAY);
}

/** The ISO day of a day's number. */
export function fromNumber(day: number): string {
  return iso(day * DAY);
}

/** 2016-03-20 as "20 March 2016", 2016-03 as "March 2016". */
export function inWords(date: string): string {
  const [year = "", month, day] = date.split("-");
  const parts = [day && String(Number(day)), month && MONTHS[Number(month) - 1], year];
  return parts.filter(Boolean).join(" ");
}

/** A stretch of days in words: a whole month or year is named as one. */
export function stretch(first: string | null, last: string | null): string {
  if (first && last) {
    if (first === last) return inWords(first);
    const month = first.slice(0, 7);
    const year = first.slice(0, 4);
    if (first === `${month}-01` && end(month) === end(last)) return inWords(month);
    if (first === `${year}-01-01` && last === `${year}-12-31`) return year;
    return `${inWords(first)} to ${inWords(last)}`;
  }
  if (first) return `since ${inWords(first)}`;
  return last ? `until ${inWords(last)}` : "no date";
}
