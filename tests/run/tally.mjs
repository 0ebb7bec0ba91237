/** What all suites have come to. A skipped test counts as failed: nobody has seen it pass. */
export class Tally {
  passed = 0;
  failures = [];

  pass(count = 1) {
    this.passed += count;
  }

  fail(suite, name, reason = "") {
    this.failures.push({ title: `${suite}: ${name}`, reason });
  }

  /** Adds a suite's own count, and fails one that ended badly, or ran nothing, without saying which test it was. */
  add(suite, { passed, failed, skipped }, exitCode) {
    this.pass(passed);
    for (const { name, reason } of failed) this.fail(suite, name, reason);
    for (const name of skipped) this.fail(suite, `${name} (skipped)`);
    const count = passed + failed.length + skipped.length;
    if (count === 0) this.fail(suite, `no tests were run (exit code ${exitCode})`);
    else if (exitCode !== 0 && failed.length + skipped.length === 0) this.fail(suite, `the runner ended with code ${exitCode}`);
    return count;
  }

  print() {
    for (const { title, reason } of this.failures) {
      console.log(`\n✕ ${title}`);
      if (reason) console.log(reason.trim().replace(/^/gm, "    "));
    }
    console.log(`\n${this.passed} passed, ${this.failures.length} failed`);
  }
}
