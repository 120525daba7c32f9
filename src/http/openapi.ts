import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ProblemDetails, ProblemPlace } from './problem-details.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** What any operation may be refused with, beyond what it declares itself. */
const REFUSALS = {
  '400': 'Bad input',
  '404': 'Not there',
  '409': 'Does not fit the present state',
  '410': 'Link used or expired',
  '413': 'Too large',
  '415': 'Media type not known here',
  '422': 'Idempotency-Key used with another request',
  '429': 'Too many requests',
  '503': 'Unavailable',
  default: 'Refused',
};
const STAFF_REFUSALS = {
  '401': 'No or ended session',
  '403': 'Role, register or missing commitment',
  '412': 'Changed since it was read',
  '423': 'Processing is restricted',
  ...REFUSALS,
};

/** The OpenAPI 3.1 document at /openapi.json and Swagger UI, from our own files only, at /docs. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => openApi(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'suoja API',
  });
}

export function openApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('suoja')
    .setDescription('A customer register that answers the people in it.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [ProblemDetails, ProblemPlace] });
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      addRefusals(operation);
      nameHeaders(operation, method);
    }
  }
  return document;
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

function addRefusals(operation: Operation): void {
  const refusals = operation.security ? STAFF_REFUSALS : REFUSALS;
  for (const [status, description] of Object.entries(refusals)) {
    operation.responses[status] ??= { description, content: PROBLEM_CONTENT };
  }
}

const HEADERS: Readonly<Record<string, string>> = {
  'if-match': 'ETag of the version that was read; another version is refused with 412.',
  purpose: 'Code of a purpose in the register policy.',
};
const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description:
    'A repeat with the same key gets the first answer, for a day; with another request, 422. Answers that show a secret once are not repeated.',
};

/** No header is required anywhere; the generator takes every one a route reads for required, and some it names twice. */
function nameHeaders(operation: Operation, method: string): void {
  const parameters = (operation.parameters ?? []).filter(
    (parameter) => !isHeader(parameter, 'authorization'),
  );
  const others = parameters.filter((parameter) => !isHeader(parameter));
  const headers = Object.entries(HEADERS)
    .filter(([name]) => parameters.some((parameter) => isHeader(parameter, name)))
    .map(([name, description]) => ({
      name: name === 'purpose' ? 'Purpose' : 'If-Match',
      in: 'header' as const,
      required: false,
      schema: { type: 'string' },
      description,
    }));
  const keyed = method === 'post' || method === 'patch' ? [IDEMPOTENCY_KEY] : [];
  operation.parameters = [...others, ...headers, ...keyed];
}

type Parameter = NonNullable<Operation['parameters']>[number];

function isHeader(parameter: Parameter, name?: string): boolean {
  if (!('in' in parameter) || parameter.in !== 'header') return false;
  return name === undefined || parameter.name.toLowerCase() === name;
}

const PROBLEM_CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } },
};
