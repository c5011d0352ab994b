import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';

import { AllExceptionsFilter } from './all-exceptions.filter.js';
import { AuditService } from './audit.service.js';
import { EventsService } from './events.service.js';
import { InternalController } from './internal.controller.js';
import { InvoicesService } from './invoices.service.js';
import { OrdersController } from './orders.controller.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { PricesService } from './prices.service.js';
import { RatesService } from './rates.service.js';
import { RequestLogMiddleware } from './request-log.middleware.js';
import { TimingInterceptor } from './timing.interceptor.js';

@Module({
  controllers: [OrdersController, InternalController],
  providers: [
    { provide: APP_FILTER, useClass: AllExceptionsFilter },
    { provide: APP_INTERCEPTOR, useClass: TimingInterceptor },
    AuditService,
    EventsService,
    InvoicesService,
    OrdersRepository,
    OrdersService,
    PricesService,
    RatesService,
  ],
})
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(RequestLogMiddleware).forRoutes('{*path}');
  }
}
