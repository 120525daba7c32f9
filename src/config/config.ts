import { IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

/** A name and a secret of 24 to 64 bytes as Standard Webhooks writes it. */
const SECRET = '[A-Z][A-Z0-9_]{0,63}=whsec_[A-Za-z0-9+/]{32,86}={0,2}';

const URL_OPTIONS = { require_tld: false, require_protocol: true };

/**
 * Every setting of the service, read from the environment once at start.
 * The class is the injection token: `constructor(private readonly config: Config)`.
 */
export class Config {
  /** production refuses everything that is only for trying out (local mailbox, embedded database, fixed clock). */
  @IsIn(['development', 'test', 'production'])
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  /** PostgreSQL 14 or newer, postgres://…; empty starts the embedded one. */
  @IsOptional()
  @IsUrl({ ...URL_OPTIONS, protocols: ['postgres', 'postgresql'] })
  DATABASE_URL?: string;

  /** redis://… or postgres://…; empty keeps the queues in the database. */
  @IsOptional()
  @IsUrl({ ...URL_OPTIONS, protocols: ['redis', 'rediss', 'postgres', 'postgresql'] })
  QUEUE_URL?: string;

  /** smtp://… or smtps://…; empty delivers to the local mailbox. */
  @IsOptional()
  @IsUrl({ ...URL_OPTIONS, protocols: ['smtp', 'smtps'] })
  SMTP_URL?: string;

  /** Sender address of every mail. */
  @IsString()
  MAIL_FROM = 'tietosuoja@suoja.example';

  /** Secrets that sign what recipients and connected systems get and send, by the names the policies use: NAME=whsec_…, separated by spaces. */
  @IsOptional()
  @Matches(new RegExp(`^${SECRET}( ${SECRET})*$`))
  WEBHOOK_SECRETS?: string;

  /** TCP port of the HTTP service; empty takes 3000, or a free one when that is taken. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65535)
  PORT?: number;

  /** Address to listen on. */
  @IsString()
  HOST = '127.0.0.1';

  /** Address people reach the service at; links in mails start with it. Empty: the address it listens on. */
  @IsOptional()
  @IsUrl({ ...URL_OPTIONS, protocols: ['http', 'https'] })
  PUBLIC_URL?: string;

  /** Folder for keys and, with the embedded engines, the database and the mailbox. */
  @IsString()
  DATA_DIR = '.data';

  /** File with the master key, 32 bytes in base64; empty: made once in DATA_DIR (refused in production). */
  @IsOptional()
  @IsString()
  MASTER_KEY_FILE?: string;

  /** The master key itself, in base64. An environment is seen by more people than a file: prefer the file. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/]{43}=$/)
  MASTER_KEY?: string;

  /** Command of a key management service that prints the master key in base64, within 30 seconds. */
  @IsOptional()
  @IsString()
  MASTER_KEY_COMMAND?: string;

  /** Folder of the key store, which api and worker share; never in a backup of the database. Empty: keys in DATA_DIR. */
  @IsOptional()
  @IsString()
  KEYS_DIR?: string;

  /** Hours a destroyed key may wait until the keys beside it are wrapped anew and it cannot be opened by anyone. */
  @IsInt()
  @Min(1)
  @Max(23)
  KEYS_REWRAP_HOURS = 12;

  /** Folder of the erasure ledger, on another disk than the database where there is one; empty: ledger in DATA_DIR. */
  @IsOptional()
  @IsString()
  LEDGER_DIR?: string;

  /** Folder with the register policies. */
  @IsString()
  POLICIES_DIR = 'policies';

  /** Which part this process runs. */
  @IsIn(['all', 'api', 'worker'])
  SUOJA_PROCESS: 'all' | 'api' | 'worker' = 'all';

  /** true: staff must log in with a one-time code too. */
  @IsIn(['true', 'false'])
  REQUIRE_TOTP: 'true' | 'false' = 'false';

  /** When the retention purge runs, as a cron pattern in Europe/Helsinki. */
  @Matches(/^\S+( \S+){4,5}$/)
  PURGE_CRON = '0 3 * * *';

  /** How old a restriction gets before it becomes a review task, as an ISO 8601 period. */
  @Matches(/^P(?=\d)(\d{1,5}Y)?(\d{1,5}M)?(\d{1,5}W)?(\d{1,5}D)?$/)
  RESTRICTION_REVIEW = 'P6M';

  /** Seconds between the sweeps that find work whose nudge was lost. */
  @IsInt()
  @Min(1)
  @Max(3600)
  RECONCILE_SECONDS = 15;

  /** Seconds between two runs of the sealer, which gives audit entries their place in the log. */
  @IsInt()
  @Min(1)
  @Max(3600)
  AUDIT_SEAL_SECONDS = 1;

  /** Place outside for checkpoints of the audit log: file:/…, mailto:… or https://… (signed with the secret AUDIT_ANCHOR); empty: none. */
  @IsOptional()
  @Matches(/^(file:\/[^\s?#]+|mailto:[^\s@?]+@[^\s@?]+|https?:\/\/[^\s#]+)$/)
  AUDIT_ANCHOR?: string;

  /** Public requests and link checks allowed per network address and hour; per e-mail address a twentieth. */
  @IsInt()
  @Min(1)
  PUBLIC_RATE_LIMIT = 1200;

  /** true: believe X-Forwarded-For of the proxy in front. */
  @IsIn(['true', 'false'])
  TRUST_PROXY: 'true' | 'false' = 'false';

  /** Least severe log line written. */
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
  LOG_LEVEL: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info';

  /** RFC 3339 instant the clock starts from, for trying out; refused in production. */
  @IsOptional()
  @IsISO8601({ strict: true })
  SUOJA_NOW?: string;
}
