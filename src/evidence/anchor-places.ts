import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { LANGUAGES } from '../domain/category.js';
import { textsIn } from '../i18n/texts.js';
import { Mailer } from '../mail/mailer.js';
import { paragraph, type Paper } from '../paper/paper.js';
import { paperHtml } from '../paper/paper-html.js';
import { webhookKeys } from '../recipients/webhook-signature.js';
import { Webhooks } from '../recipients/webhooks.js';

/** The secret of WEBHOOK_SECRETS that signs checkpoints. */
export const ANCHOR_SECRET = 'AUDIT_ANCHOR';

/** Seconds between two checkpoints of the same log, by the way they go. */
const EVERY = { 'file:': 60, 'mailto:': 24 * 3600, 'https:': 3600, 'http:': 3600 } as const;

/** A checkpoint to be told outside. `id` is the same at a repeat. */
export interface Anchored {
  readonly id: string;
  readonly origin: string;
  readonly note: string;
}

/** The place outside where checkpoints are put, so that a log cannot be rolled back unnoticed. */
@Injectable()
export class AnchorPlaces {
  /** Seconds between two checkpoints; `null` where no place is set. */
  readonly every: number | null;
  /** Seconds between two looks whether one is due. */
  readonly seconds: number;
  private readonly place: URL | null;

  constructor(
    config: Config,
    private readonly mailer: Mailer,
    private readonly webhooks: Webhooks,
  ) {
    this.seconds = config.RECONCILE_SECONDS;
    this.place = config.AUDIT_ANCHOR === undefined ? null : new URL(config.AUDIT_ANCHOR);
    this.every = this.place && EVERY[this.place.protocol as keyof typeof EVERY];
  }

  /** Resolves when the place has it; throws otherwise. */
  async handOver(anchored: Anchored): Promise<void> {
    const place = this.place;
    switch (place?.protocol) {
      case 'file:':
        return appendDurably(anchorFile(place.href)!, `${anchored.note}\n`);
      case 'mailto:':
        return this.mailer.send({ ...mailOf(anchored), to: decodeURIComponent(place.pathname) });
      case 'https:':
      case 'http:': {
        const { id, origin, note } = anchored;
        const body = JSON.stringify({ type: 'audit.checkpoint', origin, checkpoint: note });
        return this.webhooks.deliver({ url: place.href, secret: ANCHOR_SECRET }, { id, body });
      }
    }
  }
}

/** Checkpoints that should be posted and cannot be signed wait, with a warning each time. */
export function anchorSecretMissing({ AUDIT_ANCHOR, WEBHOOK_SECRETS }: Config): string[] {
  const posts = /^https?:/.test(AUDIT_ANCHOR ?? '');
  return posts && !webhookKeys(WEBHOOK_SECRETS).has(ANCHOR_SECRET)
    ? [`AUDIT_ANCHOR posts checkpoints, and WEBHOOK_SECRETS has no ${ANCHOR_SECRET}: they wait`]
    : [];
}

/** The file that AUDIT_ANCHOR names, if it names one. */
export function anchorFile(setting: string | undefined): string | null {
  const place = setting === undefined ? null : new URL(setting);
  return place?.protocol === 'file:' ? decodeURIComponent(place.pathname) : null;
}

function appendDurably(file: string, text: string): void {
  const open = openSync(file, 'a', 0o640);
  try {
    writeSync(open, text);
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}

/** Whoever keeps the mail may not know the house: it says in every language what it is for. */
function mailOf({ id, origin, note }: Anchored) {
  const texts = LANGUAGES.map((language) => textsIn(language)('auditAnchor.text'));
  const subject = textsIn('fi')('auditAnchor.subject', { origin });
  const paper: Paper = {
    language: 'fi',
    subject,
    title: subject,
    sender: [],
    addressee: null,
    date: null,
    blocks: [...texts.map(paragraph), { kind: 'code', text: note }],
  };
  const text = [...texts, note].join('\n\n');
  return { subject, text, html: paperHtml(paper), messageId: `<${id}@suoja.invalid>` };
}
