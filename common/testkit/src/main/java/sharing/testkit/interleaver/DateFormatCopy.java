package sharing.testkit.interleaver;

import java.text.DateFormatSymbols;
import java.text.SimpleDateFormat;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;

/**
 * A {@link SimpleDateFormat} that {@link CollectionCopies} use instead of the original: its
 * calendar can be paused at. The calendar is where a format keeps the date that it is working on.
 * Loaded again for each scenario, under another name.
 */
public class DateFormatCopy extends SimpleDateFormat {
  private static final long serialVersionUID = 1;

  /** As {@link SimpleDateFormat#SimpleDateFormat()}. */
  public DateFormatCopy() {
    replaceCalendar();
  }

  /** As {@link SimpleDateFormat#SimpleDateFormat(String)}. */
  public DateFormatCopy(String pattern) {
    super(pattern);
    replaceCalendar();
  }

  /** As {@link SimpleDateFormat#SimpleDateFormat(String, Locale)}. */
  public DateFormatCopy(String pattern, Locale locale) {
    super(pattern, locale);
    replaceCalendar();
  }

  /** As {@link SimpleDateFormat#SimpleDateFormat(String, DateFormatSymbols)}. */
  public DateFormatCopy(String pattern, DateFormatSymbols symbols) {
    super(pattern, symbols);
    replaceCalendar();
  }

  private void replaceCalendar() {
    if (calendar.getClass() == GregorianCalendar.class) {
      calendar = new CalendarCopy(calendar);
    }
  }

  /** The calendar of a format. One field represents its whole contents. */
  public static final class CalendarCopy extends GregorianCalendar {
    private static final long serialVersionUID = 1;

    private long date;

    /** As a calendar that a format has made. */
    public CalendarCopy(Calendar given) {
      super(given.getTimeZone(), Locale.ROOT);
      setFirstDayOfWeek(given.getFirstDayOfWeek());
      setMinimalDaysInFirstWeek(given.getMinimalDaysInFirstWeek());
      setLenient(given.isLenient());
      setTimeInMillis(given.getTimeInMillis());
    }

    @Override
    public void setTimeInMillis(long millis) {
      date = millis;
      super.setTimeInMillis(millis);
    }

    @Override
    public void set(int field, int value) {
      date = value;
      super.set(field, value);
    }

    @Override
    public int get(int field) {
      read(date);
      return super.get(field);
    }

    @Override
    public long getTimeInMillis() {
      read(date);
      return super.getTimeInMillis();
    }

    /** A thread can be paused before the field is read for this. */
    private static void read(long date) {}
  }
}
