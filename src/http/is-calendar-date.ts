import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isCalendarDate } from '../domain/calendar-date.js';

/** A day that exists, `YYYY-MM-DD`. */
export function IsCalendarDate(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isCalendarDate',
      validator: {
        validate: isCalendarDate,
        defaultMessage: () => '$property must be a real date, YYYY-MM-DD',
      },
    },
    options,
  );
}
