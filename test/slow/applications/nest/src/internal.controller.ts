import { Controller, Get, Logger, Param, Res } from '@nestjs/common';
import type { Response } from 'express';

@Controller('internal')
export class InternalController {
  private readonly logger = new Logger(InternalController.name);

  @Get('rates/:reference')
  rates(@Param('reference') reference: string, @Res() response: Response): void {
    this.logger.debug(`rates for ${reference}`);
    if (reference.endsWith('.r1')) response.status(503).end();
    else response.json({ euro: 0.92 });
  }
}
