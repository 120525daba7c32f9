import type { ArgumentMetadata } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { HttpProblem } from './http-problem.js';
import { InputPipe, pointer } from './validation.pipe.js';

class Leaf {
  @IsString()
  'a/b~c'!: string;
}

class Tree {
  @IsOptional()
  @IsInt()
  count?: number;

  @IsOptional()
  @IsBoolean()
  flag?: boolean;

  @IsOptional()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => Leaf)
  leaves?: Leaf[];
}

const body: ArgumentMetadata = { type: 'body', metatype: Tree };

async function errorsOf(value: unknown, metadata = body) {
  const error = await new InputPipe().transform(value, metadata).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HttpProblem);
  return (error as HttpProblem).errors;
}

describe('input', () => {
  it('is pointed at by RFC 6901, through lists and odd names', async () => {
    expect(await errorsOf({ leaves: [{ 'a/b~c': 'x' }, { 'a/b~c': 7 }] })).toEqual([
      { pointer: '/leaves/1/a~1b~0c', code: 'IS_STRING', detail: 'a/b~c must be a string' },
    ]);
    expect(pointer([])).toBe('');
  });

  it('is not converted: a text that looks like a number or a truth is none', async () => {
    const errors = await errorsOf({ count: '7', flag: 'true' });
    expect(errors.map(({ code }) => code)).toEqual(['IS_INT', 'IS_BOOLEAN']);
  });

  it('is refused with properties that nobody knows, named only when they look like names', async () => {
    const errors = await errorsOf({
      'aino@suo.example': 1,
      nickname: 1,
      leaves: [{ 'a/b~c': 'x', '050 123': 1 }],
    });
    expect(errors.map(({ code }) => code)).toEqual(Array(3).fill('UNKNOWN_PROPERTY'));
    expect(errors.map(({ pointer: at }) => at).sort()).toEqual(['', '/leaves/0', '/nickname']);
  });

  it('in a query names the parameter instead', async () => {
    const errors = await errorsOf({ count: 'x' }, { type: 'query', metatype: Tree });
    expect(errors).toEqual([
      { pointer: '/count', parameter: 'count', code: 'IS_INT', detail: 'count must be an integer number' },
    ]);
  });

  it('that is wrong in a thousand places is answered with the first fifty', async () => {
    const leaves = Array.from({ length: 1000 }, () => ({ 'a/b~c': 1 }));
    expect(await errorsOf({ leaves })).toHaveLength(50);
  });

  it('is refused where a list stands in a list, however empty', async () => {
    for (const leaves of [[[]], [[[{ 'a/b~c': 'x' }]]], [{ 'a/b~c': 'x' }, []]]) {
      const errors = await errorsOf({ leaves });
      expect(errors).toContainEqual(expect.objectContaining({ pointer: '/leaves', code: 'IS_OBJECT' }));
    }
  });

  it('that fits arrives as an instance of its class', async () => {
    expect(await new InputPipe().transform({ count: 1 }, body)).toBeInstanceOf(Tree);
  });
});
