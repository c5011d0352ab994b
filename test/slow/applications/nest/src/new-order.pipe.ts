import { BadRequestException, Injectable, type PipeTransform } from '@nestjs/common';

export interface NewOrder {
  readonly order: string;
  readonly sku: string;
  readonly quantity: number;
  readonly note: string;
}

@Injectable()
export class NewOrderPipe implements PipeTransform<Record<string, unknown>, NewOrder> {
  transform(body: Record<string, unknown> = {}): NewOrder {
    const { order, sku, note = '' } = body;
    const quantity = Number(body['quantity']);
    if (typeof order !== 'string' || !/^[A-Z]{2}\d{6}$/.test(order)) {
      throw new BadRequestException('order: two letters and six digits');
    }
    if (typeof sku !== 'string') throw new BadRequestException(`sku of ${order} is missing`);
    if (!(quantity > 0)) throw new BadRequestException(`quantity of ${order} must be positive`);
    return { order, sku, quantity, note: String(note) };
  }
}
