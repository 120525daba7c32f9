export { CreateRegister1763650000000 } from './1763650000000-create-register.js';
export { AddStatisticsAndOwnPeriods1763650000001 } from './1763650000001-add-statistics-and-own-periods.js';
export { PolicyVersions1763650000002 } from './1763650000002-policy-versions.js';
export { CloseTheGaps1763650000003 } from './1763650000003-close-the-gaps.js';
export { RecipientNotifications1763650000010 } from './1763650000010-recipient-notifications.js';
export { WeighedObjections1763650000023 } from './1763650000023-weighed-objections.js';
export { StreamedPackages1763650000024 } from './1763650000024-streamed-packages.js';
export { SealTheAuditLog1763650000027 } from './1763650000027-seal-the-audit-log.js';
