import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** What the OpenAPI document says of a value: the compiler's type tells it nothing. */
export const ApiDatumValue = (): PropertyDecorator =>
  ApiProperty({ oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }] });

/** Text, or the content of a record as an object. */
export const IsDatumValue = (options?: ValidationOptions): PropertyDecorator =>
  applyDecorators(
    ApiDatumValue(),
    ValidateBy(
      {
        name: 'isDatumValue',
        validator: {
          validate: (value) => typeof value === 'string' || isContent(value),
          defaultMessage: () => '$property must be text or an object',
        },
      },
      options,
    ),
  );

const isContent = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
