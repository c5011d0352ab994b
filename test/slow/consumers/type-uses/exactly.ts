type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles where the value is of the type `T`, and of no other: not of `any` either. */
export declare function exactly<T>(): <U>(value: U, ...wrong: Equal<T, U> extends true ? [] : [never]) => void;
