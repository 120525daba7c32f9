import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from './domain/calendar-date.js';

const ZONE = 'Europe/Helsinki';

/** The one place that knows what time it is. Tests and demos override it. */
export class Clock {
  private offset: number;

  /** @param start RFC 3339 instant the clock shows now and runs on from; absent: the real time. */
  constructor(start?: string) {
    this.offset = start === undefined ? 0 : Date.parse(start) - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  /** The legal date: the day it is in Finland. */
  today(): CalendarDate {
    return legalDate(this.now());
  }

  /** Moves the clock; for tests, where years pass. */
  travelTo(instant: string): void {
    this.offset = Date.parse(instant) - Date.now();
  }
}

/** An instant that falls on the day in Finland whatever the season, for what is known by its day only. */
export function noonOf(day: CalendarDate): Date {
  const plainTime = Temporal.PlainTime.from('12:00');
  const noon = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime });
  return new Date(noon.epochMilliseconds);
}

/** The first instant of a day in Finland. */
export function startOf(day: CalendarDate): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds);
}

/** The day an instant falls on in Finland. */
export function legalDate(instant: Date): CalendarDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(ZONE)
    .toPlainDate()
    .toString();
}
