import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { ExcuseDto, NotificationDto, NotificationsDto } from './dto/notification.dto.js';
import { Notifications } from './notifications.service.js';

/** Whom the case has to tell what became of the data, and whether they know (Art. 19). */
@Controller('v1/registers/:register/requests/:id/notifications')
export class NotificationsController {
  constructor(private readonly notifications: Notifications) {}

  @Get()
  @Permit('requests.read')
  list(@Param('register') register: string, @Param('id', IdPipe) id: string): Promise<NotificationsDto> {
    return this.notifications.list(register, id);
  }

  /** Notes that the recipient has confirmed it. */
  @Post(':notificationId/acknowledge')
  @HttpCode(200)
  @Permit('requests.handle')
  acknowledge(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('notificationId', IdPipe) id: string,
    @CurrentStaff() staff: StaffMember,
  ): Promise<NotificationDto> {
    return this.notifications.acknowledge({ register, requestId, id, actor: staff.id });
  }

  /** Says why the recipient cannot be told: impossible or disproportionate. It is not tried again. */
  @Post(':notificationId/excuse')
  @HttpCode(200)
  @Permit('requests.handle')
  excuse(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('notificationId', IdPipe) id: string,
    @Body() dto: ExcuseDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<NotificationDto> {
    return this.notifications.excuse({ register, requestId, id, actor: staff.id }, dto.reason);
  }
}
