import { Readable } from 'node:stream';

import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Inject,
  NotFoundException,
  Param,
  Post,
  StreamableFile,
  UploadedFile,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';

import { type NewOrder, NewOrderPipe } from './new-order.pipe.js';
import type { Order } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { TokenGuard } from './token.guard.js';

@Controller('orders')
@UseGuards(TokenGuard)
export class OrdersController {
  constructor(@Inject(OrdersService) private readonly orders: OrdersService) {}

  @Post()
  place(@Body(NewOrderPipe) order: NewOrder): Promise<{ order: string; total: number }> {
    return this.orders.place(order);
  }

  @Post(':order/attachment')
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: 1024 * 1024 } }))
  attach(@Param('order') order: string, @UploadedFile() file?: Express.Multer.File): { bytes: number } {
    if (file === undefined) throw new BadRequestException(`no file for ${order}`);
    this.orders.attach(order, file.size);
    return { bytes: file.size };
  }

  @Get(':order')
  async show(@Param('order') number: string): Promise<Order> {
    const order = await this.orders.find(number);
    if (order === undefined) throw new NotFoundException(`no order ${number}`);
    return order;
  }

  @Get(':order/history')
  history(@Param('order') order: string): Promise<readonly Order[]> {
    return this.orders.history(order);
  }

  @Get(':order/quote')
  quote(@Param('order') order: string): Promise<{ order: string; euro: number }> {
    return this.orders.quote(order);
  }

  @Get(':order/export')
  export(@Param('order') order: string): StreamableFile {
    return new StreamableFile(Readable.from(this.orders.lines(order)), { type: 'application/x-ndjson' });
  }

  @Post(':order/cancel/:how')
  cancel(@Param('order') order: string, @Param('how') how: string): Promise<void> {
    if (how === 'sync') throw new Error(`cannot cancel ${order}`);
    return this.orders.cancel(order, how);
  }
}
