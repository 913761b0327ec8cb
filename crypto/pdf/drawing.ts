/** A drawing in PDF operators, to be used as a form: it fills a box from (0, 0) to (width, height). */
export interface Drawing {
  readonly operators: string
  readonly width: number
  readonly height: number
}
