import { Module } from '@nestjs/common';
import { AnswerWriter } from '../answers/answer-writer.js';
import { CustomersModule } from '../customers/customers.module.js';
import { DestructionRecord } from '../customers/destruction-record.js';
import { Erasure } from '../customers/erasure.js';
import { TransmissionCourier } from '../delivery/transmission-courier.js';
import { TransmissionEnding } from '../delivery/transmission-ending.js';
import { TransmissionSettings } from '../delivery/transmission-settings.js';
import { Transmissions } from '../delivery/transmissions.js';
import { HttpModule } from '../http/http.module.js';
import { Links } from '../identity/links.js';
import { Bounces } from '../mail/bounces.js';
import { Mailer } from '../mail/mailer.js';
import { Outbox } from '../mail/outbox.js';
import { PostOffice } from '../mail/post-office.js';
import { Objections } from '../objections/objections.js';
import { ObjectionsModule } from '../objections/objections.module.js';
import { NotificationCourier } from '../recipients/notification-courier.js';
import { NotificationRoutes } from '../recipients/notification-routes.js';
import { NotificationsController } from '../recipients/notifications.controller.js';
import { UnaskedNotificationsController } from '../recipients/unasked-notifications.controller.js';
import { Notifications } from '../recipients/notifications.service.js';
import { Webhooks } from '../recipients/webhooks.js';
import { StatisticsModule } from '../statistics/statistics.module.js';
import { Amending } from './amending.js';
import { CaseTasks, TaskResults } from '../tasks/case-tasks.js';
import { SystemAnswers } from '../tasks/system-answers.service.js';
import { SystemCourier } from '../tasks/system-courier.js';
import { SystemDoor } from '../tasks/system-door.js';
import { SystemInbox } from '../tasks/system-inbox.service.js';
import { SystemMessages } from '../tasks/system-messages.js';
import { SystemsController } from '../tasks/systems.controller.js';
import { LateAnswers } from '../tasks/late-answers.js';
import { TaskCompletion } from '../tasks/task-completion.js';
import { TaskEnding } from '../tasks/task-ending.js';
import { TaskReading } from '../tasks/task-reading.service.js';
import { TasksController } from '../tasks/tasks.controller.js';
import { Tasks } from '../tasks/tasks.service.js';
import { TaskWriter } from '../tasks/task-writer.js';
import { ApprovalGate } from './approval-gate.js';
import { ApprovalNeed } from './approval-need.js';
import { Awaiting } from './awaiting.js';
import { CaseAddresses } from './case-addresses.js';
import { CaseDesk } from './case-desk.js';
import { CaseEnding } from './case-ending.js';
import { CaseLetters } from './case-letters.js';
import { Cases } from './cases.js';
import { CertificatesController } from './certificates.controller.js';
import { Certifying } from './certifying.js';
import { CopyInputs } from './copy-inputs.js';
import { ConfirmedAnswers } from './confirmed-answers.js';
import { Copying } from './copying.js';
import { Correcting } from './correcting.js';
import { CorrectionsController } from './corrections.controller.js';
import { Approvals, Extensions } from './decisions.service.js';
import { DecisionWriter } from './decision-writer.js';
import { DeferredEffects } from './deferred-effects.js';
import { DeferredErasures } from './deferred-erasures.js';
import { Doorstep } from './doorstep.js';
import { ErasureCertificates } from './erasure-certificates.js';
import { Erasing } from './erasing.js';
import { FeeAnswers } from './fee-answers.js';
import { FeeDemands } from './fee-demands.js';
import { FeeDesk, FeeDoor } from './fee-desk.js';
import { FeeLetters } from './fee-letters.js';
import { FeesController, PublicFeesController } from './fees.controller.js';
import { FourEyes } from './four-eyes.js';
import { Fulfilment } from './fulfilment.js';
import { Handling } from './handling.js';
import { Identification } from './identification.js';
import { Intake } from './intake.js';
import { ItemPlans } from './item-plans.js';
import { ItemSteps } from './item-steps.js';
import { LetterDesk } from './letter-desk.js';
import { LettersController } from './letters.controller.js';
import { LiftNotices } from './lift-notices.js';
import { ProposalReading } from './proposal-reading.service.js';
import { Processing } from './processing.js';
import { PublicObjection } from './public-objection.js';
import { PublicRequestsController } from './public-requests.controller.js';
import { PublicRequests } from './public-requests.service.js';
import { Refusals } from './refusals.service.js';
import { Repetitions } from './repetitions.js';
import { RequestClosing } from './request-closing.js';
import { RequestNotices } from './request-notices.js';
import { RequestsController } from './requests.controller.js';
import { Requests } from './requests.service.js';
import { Readdressing } from './readdressing.js';
import { Redacting } from './redacting.js';
import { RedactionsController } from './redactions.controller.js';
import { Restricting } from './restricting.js';
import { TransmissionReading } from './transmission-reading.js';
import { TransmissionsController } from './transmissions.controller.js';
import { UnaskedLetters } from './unasked-letters.js';
import { Waits } from './waits.js';
import { Wake } from './wake.js';
import { Weighing } from './weighing.js';
import { Withholding } from './withholding.js';
import { CaseWork, RecordedRequests } from './staff-requests.service.js';
import { UnsubscribeDoor } from './unsubscribe-door.js';
import { Unsubscribing } from './unsubscribing.js';

const INTAKE = [
  Intake,
  PublicRequests,
  Doorstep,
  PublicObjection,
  Wake,
  RecordedRequests,
  Links,
  Unsubscribing,
  UnsubscribeDoor,
];
const FEES = [FeeDemands, FeeAnswers, FeeLetters, FeeDesk, FeeDoor];
const PROCESSING = [
  Awaiting,
  Processing,
  ItemSteps,
  Waits,
  ApprovalGate,
  ApprovalNeed,
  Identification,
  ItemPlans,
  Weighing,
];
const CARRYING_OUT = [
  Fulfilment,
  ConfirmedAnswers,
  DecisionWriter,
  Copying,
  CopyInputs,
  Correcting,
  Amending,
  Certifying,
  Restricting,
  Erasing,
  Erasure,
  DestructionRecord,
  Objections,
];
const DEFERRED = [DeferredErasures, DeferredEffects, CaseEnding];
const STAFF = [
  Requests,
  ProposalReading,
  CaseDesk,
  Handling,
  FourEyes,
  Approvals,
  Refusals,
  Repetitions,
  Extensions,
  CaseWork,
  Redacting,
  Withholding,
];
const LETTERS = [
  AnswerWriter,
  RequestNotices,
  LiftNotices,
  UnaskedLetters,
  CaseAddresses,
  CaseLetters,
  LetterDesk,
  Readdressing,
  Bounces,
  ErasureCertificates,
  Outbox,
  PostOffice,
  Mailer,
  Cases,
  RequestClosing,
];
const RECIPIENTS = [
  NotificationCourier,
  NotificationRoutes,
  Webhooks,
  Notifications,
  Transmissions,
  TransmissionReading,
  TransmissionCourier,
  TransmissionEnding,
  TransmissionSettings,
];
const TASKS = [
  CaseTasks,
  TaskResults,
  TaskWriter,
  TaskEnding,
  TaskCompletion,
  LateAnswers,
  TaskReading,
  Tasks,
  SystemAnswers,
  SystemCourier,
  SystemDoor,
  SystemInbox,
  SystemMessages,
];
const SERVICES = [
  ...INTAKE,
  ...PROCESSING,
  ...CARRYING_OUT,
  ...DEFERRED,
  ...STAFF,
  ...FEES,
  ...LETTERS,
  ...RECIPIENTS,
  ...TASKS,
];

/** A request's whole way, from the form to the letter. */
@Module({
  imports: [HttpModule, CustomersModule, ObjectionsModule, StatisticsModule],
  controllers: [
    RequestsController,
    LettersController,
    CertificatesController,
    CorrectionsController,
    RedactionsController,
    FeesController,
    PublicFeesController,
    PublicRequestsController,
    NotificationsController,
    UnaskedNotificationsController,
    TransmissionsController,
    TasksController,
    SystemsController,
  ],
  providers: SERVICES,
  exports: SERVICES,
})
export class RequestsModule {}
