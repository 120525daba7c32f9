import { HttpException, NotFoundException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { DOMAIN_ERROR_CODES, DomainError } from '../domain/domain-error.js';
import { faultOf } from './fault.js';
import { HttpProblem } from './http-problem.js';
import { problemDetails, refusalOf } from './problem-details.js';
import { PROBLEMS, problemType } from './problems.js';

const SECRET = 'aino@suo.example';
const failedQuery = (code: string) =>
  new QueryFailedError(
    'select',
    [SECRET],
    Object.assign(new Error(`Key (email)=(${SECRET})`), { code, detail: SECRET }),
  );

describe('the answer to an error', () => {
  it.each(DOMAIN_ERROR_CODES)('of the domain, %s, keeps its code and its sentence', (code) => {
    const error = new DomainError(code, { what: 'register' });
    const problem = problemDetails(refusalOf(error), 'id');
    expect(problem).toMatchObject({ code, detail: error.message, context: { what: 'register' } });
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect(problem.status).toBeLessThan(500);
  });

  it.each([
    [new HttpProblem('IDEMPOTENCY_KEY_REUSED'), 422, 'IDEMPOTENCY_KEY_REUSED'],
    [new NotFoundException(`Cannot GET /${SECRET}`), 404, 'NOT_FOUND'],
    [new HttpException(SECRET, 418), 400, 'BAD_REQUEST'],
    [new HttpException(SECRET, 502), 500, 'INTERNAL_ERROR'],
    [new HttpException(SECRET, 400, { cause: new SyntaxError(SECRET) }), 400, 'MALFORMED_BODY'],
    [Object.assign(new Error(SECRET), { statusCode: 415 }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [failedQuery('23505'), 409, 'CONFLICT'],
    [failedQuery('22P02'), 400, 'INVALID_VALUE'],
    [failedQuery('40P01'), 503, 'UNAVAILABLE'],
    [failedQuery('42P01'), 500, 'INTERNAL_ERROR'],
    [Object.assign(new Error(SECRET), { code: 'ECONNREFUSED' }), 503, 'UNAVAILABLE'],
    [new Error('Connection terminated unexpectedly'), 503, 'UNAVAILABLE'],
    [new Error(SECRET), 500, 'INTERNAL_ERROR'],
    [SECRET, 500, 'INTERNAL_ERROR'],
    [null, 500, 'INTERNAL_ERROR'],
  ])('%# has the right status and repeats nothing of it', (error, status, code) => {
    const problem = problemDetails(refusalOf(error), 'id');
    expect(problem).toMatchObject({ status, code });
    expect(JSON.stringify(problem)).not.toContain('aino');
  });

  it('says when to come back, or how to log in', () => {
    expect(refusalOf(failedQuery('53300')).headers).toEqual({ 'retry-after': '5' });
    expect(refusalOf(new HttpProblem('UNAUTHENTICATED')).headers).toEqual({ 'www-authenticate': 'Bearer' });
    const limited = new HttpProblem('TOO_MANY_REQUESTS', { headers: { 'retry-after': '60' } });
    expect(refusalOf(limited).headers).toEqual({ 'retry-after': '60' });
  });

  it('has a type of its own for every code', () => {
    const types = Object.keys(PROBLEMS).map((code) => problemType(code as keyof typeof PROBLEMS));
    expect(new Set(types).size).toBe(types.length);
    for (const type of types) expect(type).toMatch(/^\/problems\/[a-z-]+$/);
  });
});

describe('what is logged of an error', () => {
  it('is its class, its code and its frames, without the message, even one of several lines', () => {
    const fault = faultOf(failedQuery('23505'));
    expect(fault.name).toBe('QueryFailedError 23505');
    const error = new Error(`first\n    at ${SECRET}\nlast ${SECRET}`);
    expect(JSON.stringify([fault, faultOf(error), faultOf(SECRET)])).not.toContain('aino');
    expect(fault.frames).toContain('problem-details.spec');
  });
});
