package io.github.websocketecho.transcript;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.engine.Budget;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The accounts of the connections that are open, and of the last that have ended: as many, as large
 * and as long as {@link EchoProperties.Connections} says. Any thread.
 */
@Component
public final class Accounts {

  private static final int ID_BYTES = 16;

  /** After so long no connection comes of an opening handshake that was accepted. */
  private static final Duration OVERDUE = Duration.ofSeconds(30);

  /** So often at most is it looked, among all open ones, whether one is overdue [ns]. */
  private static final long LOOK = Duration.ofSeconds(1).toNanos();

  /** A loop is never busy with others for so long. */
  private static final Duration OPENED = Duration.ofSeconds(1);

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Account> open = new ConcurrentHashMap<>();
  private final Cache<String, Account> ended;
  private final Semaphore places;
  private final Budget memory;
  private final boolean listed;
  private final AtomicLong nextLook = new AtomicLong(System.nanoTime());

  Accounts(EchoProperties properties) {
    var settings = properties.connections();
    long size = settings.size().toBytes();
    // One bound for both: the smallest account weighs its share of the size.
    int share = Math.toIntExact(size / settings.count());
    ended =
        Caffeine.newBuilder()
            .maximumWeight((long) share * settings.count())
            .weigher((String id, Account account) -> Math.max(share, account.weight()))
            .expireAfterWrite(settings.age())
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .build();
    places = new Semaphore(settings.open());
    memory = new Budget(size);
    listed = settings.list();
  }

  /** An id that nobody can guess: 128 bits, in Base64 for addresses. */
  public String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /**
   * Begins the account of a connection that is going to be opened. It counts as open until it is
   * told of the end.
   *
   * @throws AccountException 409 if the id is that of an open connection; 503 if there are too many
   *     open ones that have an account, or these take all the memory that they may
   */
  public Account open(Opened opened) {
    var account = new Account(opened, memory, this::ended);
    if (!takePlace()) {
      throw AccountException.tooManyOpen();
    }
    if (!account.memory().take()) {
      places.release();
      throw AccountException.tooManyOpen();
    }
    Account before = open.get(opened.id());
    if (before != null && before.isOverdue(OVERDUE)) {
      before.lost();
    }
    Account current =
        open.compute(
            opened.id(), (id, other) -> other == null || other.hasEnded() ? account : other);
    if (current != account) {
      account.memory().giveBack();
      places.release();
      throw AccountException.idInUse(opened.id());
    }
    return account;
  }

  private boolean takePlace() {
    if (places.tryAcquire()) {
      return true;
    }
    long now = System.nanoTime();
    long look = nextLook.get();
    if (now - look < 0 || !nextLook.compareAndSet(look, now + LOOK)) {
      return false;
    }
    open.values().stream().filter(account -> account.isOverdue(OVERDUE)).forEach(Account::lost);
    return places.tryAcquire();
  }

  /**
   * Keeps the account of an opening handshake that was refused, unless its id is that of an open
   * connection.
   */
  public void refused(Opened opened, int status, Map<String, String> headers) {
    if (!isOpen(opened.id())) {
      var account = new Account(opened, memory, refused -> ended.put(refused.id(), refused));
      account.refused(status, headers);
    }
  }

  /** Whether an id is that of an open connection. */
  public boolean isOpen(String id) {
    return open.containsKey(id);
  }

  /** How many accounts there are, of open and of ended connections, about. */
  public long kept() {
    return open.size() + ended.estimatedSize();
  }

  private void ended(Account account) {
    ended.put(account.id(), account);
    open.remove(account.id(), account);
    places.release();
  }

  /**
   * The account of a connection; waits a moment for one that is just being opened.
   *
   * @throws AccountException 404 if there is none
   */
  Account get(String id) {
    Account account = find(id).orElseThrow(() -> AccountException.unknown(id));
    account.awaitOpened(OPENED);
    return account;
  }

  Optional<Account> find(String id) {
    Account account = open.get(id);
    return Optional.ofNullable(account == null ? ended.getIfPresent(id) : account);
  }

  /**
   * All accounts, the open ones first.
   *
   * @throws AccountException 404 if the list is off
   */
  List<Account> list() {
    if (!listed) {
      throw AccountException.listIsOff();
    }
    return Stream.concat(
            open.values().stream(),
            ended.asMap().values().stream().filter(account -> !isOpen(account.id())))
        .toList();
  }
}
