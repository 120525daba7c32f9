import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { ExcuseDto, NotificationDto, NotificationsDto } from './dto/notification.dto.js';
import { Notifications } from './notifications.service.js';

/** Whom the house has to tell of what no request caused, and whether they know (Art. 19). */
@Controller('v1/registers/:register/notifications')
export class UnaskedNotificationsController {
  constructor(private readonly notifications: Notifications) {}

  /** Of corrections and restrictions by staff, and of what the purge erased. */
  @Get()
  @Permit('requests.read')
  list(@Param('register') register: string, @Query() query: ListQuery): Promise<NotificationsDto> {
    return this.notifications.unasked(register, query);
  }

  /** Notes that the recipient has confirmed it. */
  @Post(':notificationId/acknowledge')
  @HttpCode(200)
  @Permit('requests.handle')
  acknowledge(
    @Param('register') register: string,
    @Param('notificationId', IdPipe) id: string,
    @CurrentStaff() staff: StaffMember,
  ): Promise<NotificationDto> {
    return this.notifications.acknowledge({ register, requestId: null, id, actor: staff.id });
  }

  /** Says why the recipient cannot be told: impossible or disproportionate. It is not tried again. */
  @Post(':notificationId/excuse')
  @HttpCode(200)
  @Permit('requests.handle')
  excuse(
    @Param('register') register: string,
    @Param('notificationId', IdPipe) id: string,
    @Body() dto: ExcuseDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<NotificationDto> {
    return this.notifications.excuse({ register, requestId: null, id, actor: staff.id }, dto.reason);
  }
}
