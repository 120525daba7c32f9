import { ValidateBy, type ValidationOptions } from 'class-validator';

/** Text, or the content of a record as an object. */
export const IsDatumValue = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isDatumValue',
      validator: {
        validate: (value) => typeof value === 'string' || isContent(value),
        defaultMessage: () => '$property must be text or an object',
      },
    },
    options,
  );

const isContent = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
